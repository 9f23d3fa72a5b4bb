package zoodip.images;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;

/** The photos of the test resources and the pixels that Pillow reads from them. */
public final class Fixtures {
  public static final int WIDTH = 41;
  public static final int HEIGHT = 29;

  private Fixtures() {}

  public static byte[] file(String name) {
    try (InputStream resource = Fixtures.class.getResourceAsStream(name)) {
      assertNotNull(resource, name);
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RgbImage image(String name) {
    return Photos.decode(file(name), PhotoLimits.DEFAULT).image();
  }

  /** What Pillow reads from a fixture, turned upright. */
  public static RgbImage asPillowReads(String name) {
    boolean turned = name.matches("orientation-[5678].*");
    return new RgbImage(turned ? HEIGHT : WIDTH, turned ? WIDTH : HEIGHT, file(name + ".rgb"));
  }
}
