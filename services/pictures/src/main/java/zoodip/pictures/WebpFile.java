package zoodip.pictures;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.imageio.ImageReader;
import zoodip.pictures.vp8.KeyFrame;
import zoodip.pictures.vp8.Vp8Exception;

/** A WebP file: lossless ones are decoded with TwelveMonkeys' reader, lossy ones with our own. */
final class WebpFile implements PhotoFile {
  /** What TwelveMonkeys' reader takes: red, green, blue and alpha. */
  private static final int LOSSLESS_PIXEL = 4;

  private final WebpHeader header;

  private WebpFile(WebpHeader header) {
    this.header = header;
  }

  static WebpFile read(byte[] bytes, PhotoLimits limits) {
    return new WebpFile(WebpHeader.read(bytes, limits));
  }

  @Override
  public Format format() {
    return Format.WEBP;
  }

  @Override
  public int width() {
    return header.width();
  }

  @Override
  public int height() {
    return header.height();
  }

  @Override
  public Orientation orientation() {
    return header.orientation();
  }

  @Override
  public long heapBytes() {
    long pixels = (width() + 16L) * (height() + 16L);
    return (header.isLossless() ? LOSSLESS_PIXEL * pixels : pixels * 3 / 2) + (4 << 20);
  }

  @Override
  public String advice() {
    return "save it as a JPEG or PNG file";
  }

  @Override
  public void decode(Rows rows) {
    if (header.isLossless()) {
      lossless(rows);
    } else {
      lossy(rows);
    }
  }

  private void lossy(Rows rows) {
    try {
      KeyFrame.decode(header.picture(), width(), height(), row -> rows.row(row, 0));
    } catch (Vp8Exception e) {
      throw BadPhotoException.corrupt(Format.WEBP, e.getMessage(), e);
    }
  }

  private void lossless(Rows rows) {
    BufferedImage image = lossless();
    int[] row = new int[width()];
    byte[] rgb = new byte[3 * width()];
    for (int y = 0; y < height(); y++) {
      image.getRGB(0, y, width(), 1, row, 0, width());
      Picture.unpack(row, rgb, 0);
      rows.row(rgb, 0);
    }
  }

  private BufferedImage lossless() {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (var input = new PartsInput(bare())) {
      reader.setInput(input, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw BadPhotoException.corrupt(Format.WEBP, "its picture cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  /** A file of the picture alone: no colour profile, no alpha, no metadata. */
  private List<ByteBuffer> bare() {
    ByteBuffer picture = header.picture();
    int length = picture.remaining();
    int padding = length & 1;
    ByteBuffer start = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    start.putInt(0x46464952).putInt(12 + length + padding).putInt(0x50424557);
    start.putInt(0x4c385056).putInt(length);
    return List.of(start.flip(), picture, ByteBuffer.allocate(padding));
  }
}
