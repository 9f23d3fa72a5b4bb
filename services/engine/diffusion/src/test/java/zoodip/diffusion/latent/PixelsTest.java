package zoodip.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PixelsTest {
  @Test
  void valuesBeyondBlackAndWhiteAreClipped() {
    float[] values = {-1, 1, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -7, 7};
    byte white = (byte) 255;
    assertArrayEquals(
        new byte[] {0, 0, 0, white, white, white}, Pixels.image(values, 0, 2, 1).rgb());
  }

  @Test
  void noColourStandsForWhatIsNoNumber() {
    float[] values = {0, 0, 0, 0, 0, Float.NaN};
    var refused = assertThrows(IllegalArgumentException.class, () -> Pixels.image(values, 0, 2, 1));
    assertTrue(refused.getMessage().contains("channel 2 of pixel 1"), refused.getMessage());
  }
}
