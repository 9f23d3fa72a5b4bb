package zoodip.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class RgbImageTest {
  private static final RgbImage TWO_BY_ONE = new RgbImage(2, 1, new byte[] {1, 2, 3, -1, 5, 6});

  @Test
  void readsPixelsAsNumbers() {
    assertEquals(0x010203, TWO_BY_ONE.rgb(0, 0));
    assertEquals(0xff0506, TWO_BY_ONE.rgb(1, 0));
  }

  @Test
  void isMadeOfAnAwtImage() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0x010203);
    image.setRGB(1, 0, 0xff0506);
    assertEquals(TWO_BY_ONE, RgbImage.of(image));
  }

  @Test
  void flipsLeftAndRight() {
    assertEquals(new RgbImage(2, 1, new byte[] {-1, 5, 6, 1, 2, 3}), TWO_BY_ONE.flipped());
  }

  @Test
  void refusesBytesThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new RgbImage(2, 2, new byte[11]));
    assertThrows(IllegalArgumentException.class, () -> new RgbImage(0, 2, new byte[0]));
  }

  @Test
  void cropsTheCenter() {
    RgbImage wide = new RgbImage(4, 1, new byte[] {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3});
    assertEquals(new RgbImage(1, 1, new byte[] {1, 1, 1}), Crops.center(wide, 1, 1));
    assertEquals(new RgbImage(2, 1, new byte[] {1, 1, 1, 2, 2, 2}), Crops.center(wide, 2, 1));
  }

  @Test
  void padsACropWithBlackOnTheLeftAndTopFirst() {
    RgbImage white = RgbImage.filled(2, 1, 0xffffff);
    RgbImage padded = Crops.center(white, 5, 2);
    RgbImage expected = RgbImage.filled(5, 2, 0);
    for (int i = 3 * (5 + 2); i < 3 * (5 + 4); i++) {
      expected.rgb()[i] = -1;
    }
    assertEquals(expected, padded);
  }
}
