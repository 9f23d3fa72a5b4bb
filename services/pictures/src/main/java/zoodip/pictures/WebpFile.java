package zoodip.pictures;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes WebP files. */
final class WebpFile {
  private WebpFile() {}

  static Picture decode(byte[] bytes, PhotoLimits limits) {
    WebpHeader header = WebpHeader.read(bytes, limits);
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
    try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bare(header)))) {
      reader.setInput(input, true, true);
      return header.orientation().upright(Picture.of(reader.read(0)));
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
    file.putInt(header.isLossless() ? 0x4c385056 : 0x20385056).putInt(length).put(picture);
    return file.array();
  }
}
