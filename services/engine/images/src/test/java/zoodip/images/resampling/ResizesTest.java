package zoodip.images.resampling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.images.Crops;
import zoodip.images.RgbImage;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.fixtures.Fixtures;
import zoodip.images.fixtures.Noise;
import zoodip.images.photos.Photos;

/** Resizing and cropping beside what Pillow makes of the same images. */
class ResizesTest {
  private static final List<String[]> EXPECTED =
      new String(Fixtures.file("resizes.txt"), US_ASCII)
          .lines()
          .map(line -> line.split(" ", -1))
          .toList();

  @Test
  void resizesAnySizeToAnyAsPillowDoes() {
    int compared = 0;
    for (String[] line : EXPECTED) {
      if (!line[0].endsWith(".jpg")) {
        RgbImage noise = Noise.of(number(line[0]), number(line[1]));
        RgbImage resized = Bicubic.resize(noise, number(line[2]), number(line[3]));
        assertEquals(line[4], digest(resized), () -> String.join(" ", line));
        compared++;
      }
    }
    assertTrue(compared == 700, "only " + compared);
  }

  @Test
  void framesPhotosThatAreStoredTurnedAsPillowDoes() {
    for (String[] line : EXPECTED) {
      if (line[0].endsWith(".jpg")) {
        ResizeCrop resizeCrop =
            line[1].equals("square")
                ? ResizeCrop.square(number(line[2]))
                : ResizeCrop.exactly(number(line[2]), number(line[3]));
        RgbImage cropped =
            Photos.decode(Fixtures.file(line[0]), PhotoLimits.DEFAULT, resizeCrop).image();
        assertEquals(line[line.length - 1], digest(cropped), () -> String.join(" ", line));
      }
    }
  }

  /** What is cropped while it is decoded is what is cropped after. */
  @Property(tries = 300)
  void croppingWhileDecodingIsDecodingThenCropping(
      @ForAll @IntRange(min = 1, max = 8) int orientation,
      @ForAll @IntRange(min = 1, max = 70) int first,
      @ForAll @IntRange(min = 1, max = 70) int second,
      @ForAll @IntRange(min = 0, max = 4) int kind) {
    byte[] file = Fixtures.file("orientation-" + orientation + ".jpg");
    RgbImage whole = Photos.decode(file, PhotoLimits.DEFAULT).image();
    ResizeCrop resizeCrop =
        switch (kind) {
          case 0 -> ResizeCrop.square(first);
          case 1 -> ResizeCrop.exactly(first, second);
          case 2 -> ResizeCrop.within(first);
          case 3 -> ResizeCrop.shorterSide(first).cropped(second, first);
          default -> ResizeCrop.WHOLE.cropped(first, second);
        };
    RgbImage expected =
        switch (kind) {
          case 0 -> Bicubic.resize(centerSquare(whole), first, first);
          case 1 -> Bicubic.resize(whole, first, second);
          case 2 -> Bicubic.within(whole, first);
          case 3 -> Crops.center(shorterSide(whole, first), second, first);
          default -> Crops.center(whole, first, second);
        };
    assertEquals(expected, resizeCrop.of(whole));
    List<RgbImage> both =
        Photos.decode(file, PhotoLimits.DEFAULT, List.of(resizeCrop, ResizeCrop.WHOLE));
    assertEquals(List.of(expected, whole), both);
  }

  private static RgbImage centerSquare(RgbImage image) {
    int side = Math.min(image.width(), image.height());
    return Crops.center(image, side, side);
  }

  private static RgbImage shorterSide(RgbImage image, int pixels) {
    int width = image.width();
    int height = image.height();
    return width <= height
        ? Bicubic.resize(image, pixels, pixels * height / width)
        : Bicubic.resize(image, pixels * width / height, pixels);
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static String digest(RgbImage image) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(image.rgb());
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
