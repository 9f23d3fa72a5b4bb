package zoodip.fuzzing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;

/** What happens to a photo that somebody sends: it is looked at, stripped and decoded again. */
final class PhotoTarget {
  /** Small, so that more files can be tried; the heap bounds what larger ones may take. */
  private static final PhotoLimits LIMITS = new PhotoLimits(1 << 20, 1 << 18, 1);

  private PhotoTarget() {}

  static void run(byte[] file) {
    RgbImage image;
    try {
      image = Photos.decode(file, LIMITS).image();
    } catch (BadPhotoException refused) {
      return;
    }
    byte[] stripped = stripped(file);
    assertEquals(image, Photos.decode(stripped, LIMITS).image());
    assertArrayEquals(stripped, stripped(stripped));
  }

  private static byte[] stripped(byte[] file) {
    ByteArrayOutputStream stripped = new ByteArrayOutputStream();
    for (ByteBuffer piece : Photos.withoutMetadata(file, LIMITS)) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      stripped.writeBytes(bytes);
    }
    return stripped.toByteArray();
  }
}
