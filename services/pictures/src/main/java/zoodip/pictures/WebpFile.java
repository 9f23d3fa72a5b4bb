package zoodip.pictures;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import zoodip.pictures.vp8.KeyFrame;
import zoodip.pictures.vp8.Vp8Exception;

/** Decodes WebP files: lossless ones with TwelveMonkeys' reader, lossy ones with our own. */
final class WebpFile {
  private WebpFile() {}

  static Picture decode(byte[] bytes, PhotoLimits limits) {
    WebpHeader header = WebpHeader.read(bytes, limits);
    return header.orientation().upright(header.isLossless() ? lossless(header) : lossy(header));
  }

  private static Picture lossy(WebpHeader header) {
    try {
      byte[] rgb = KeyFrame.rgb(header.picture(), header.width(), header.height());
      return new Picture(header.width(), header.height(), rgb);
    } catch (Vp8Exception e) {
      throw BadPhotoException.corrupt(Format.WEBP, e.getMessage(), e);
    }
  }

  private static Picture lossless(WebpHeader header) {
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bare(header)))) {
      reader.setInput(input, true, true);
      return Picture.of(reader.read(0));
    } catch (IOException | RuntimeException | AssertionError e) {
      throw BadPhotoException.corrupt(Format.WEBP, "its picture cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  /** A file of the picture alone: no colour profile, no alpha, no metadata. */
  private static byte[] bare(WebpHeader header) {
    ByteBuffer picture = header.picture();
    int length = picture.remaining();
    ByteBuffer file =
        ByteBuffer.allocate(20 + length + (length & 1)).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x46464952).putInt(file.capacity() - 8).putInt(0x50424557);
    file.putInt(0x4c385056).putInt(length).put(picture);
    return file.array();
  }
}
