package zoodip.images.resampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.fixtures.Fixtures;

class BicubicTest {
  @Test
  void shrinksAndEnlargesLikePillow() {
    RgbImage image = Fixtures.image("resize-image.png");
    assertEquals(Fixtures.image("resize-down.png"), Bicubic.resize(image, 85, 37));
    assertEquals(Fixtures.image("resize-up.png"), Bicubic.resize(image, 342, 153));
    assertEquals(Fixtures.image("resize-flat.png"), Bicubic.resize(image, 200, 20));
  }

  @Test
  void leavesASizeThatIsRight() {
    RgbImage image = Fixtures.image("resize-image.png");
    assertSame(image, Bicubic.resize(image, image.width(), image.height()));
  }

  @Property(tries = 60)
  void keepsOneColourAtAnySize(
      @ForAll @IntRange(min = 1, max = 90) int width,
      @ForAll @IntRange(min = 1, max = 90) int height,
      @ForAll @IntRange(min = 0, max = 0xffffff) int color) {
    RgbImage resized = Bicubic.resize(RgbImage.filled(23, 31, color), width, height);
    assertEquals(RgbImage.filled(width, height, color), resized);
  }

  @Test
  void refusesASizeOfNothing() {
    RgbImage image = RgbImage.filled(2, 2, 0);
    assertThrows(IllegalArgumentException.class, () -> Bicubic.resize(image, 0, 5));
  }
}
