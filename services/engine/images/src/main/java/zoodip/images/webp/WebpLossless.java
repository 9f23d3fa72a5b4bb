package zoodip.images.webp;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.Format;
import zoodip.images.decoding.SequenceImageInputStream;

/** Lossless images of WebP files, VP8L, decoded by TwelveMonkeys' reader. */
final class WebpLossless {
  /** What the reader takes: red, green, blue and alpha. */
  static final int PIXEL_BYTES = 4;

  private WebpLossless() {}

  /**
   * Decodes an image.
   *
   * @param parts of the bit stream, its header first
   */
  static BufferedImage image(List<ByteBuffer> parts) {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (var input = new SequenceImageInputStream(file(parts))) {
      reader.setInput(input, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw BadPhotoException.corrupt(Format.WEBP, "its picture cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  /** A file of the image alone: no colour profile, no metadata. */
  private static List<ByteBuffer> file(List<ByteBuffer> parts) {
    int length = parts.stream().mapToInt(ByteBuffer::limit).sum();
    int padding = length & 1;
    ByteBuffer start = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    start.putInt(0x46464952).putInt(12 + length + padding).putInt(0x50424557);
    start.putInt(0x4c385056).putInt(length);
    List<ByteBuffer> file = new ArrayList<>();
    file.add(start.flip());
    file.addAll(parts);
    file.add(ByteBuffer.allocate(padding));
    return file;
  }
}
