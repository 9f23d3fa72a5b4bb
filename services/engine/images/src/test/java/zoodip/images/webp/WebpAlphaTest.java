package zoodip.images.webp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.fixtures.Noise;

/** Plain transparency with each filter; packed one is in the fixtures. */
class WebpAlphaTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 7;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void filtersAreUndone(int filter) {
    byte[] chunk = new byte[1 + WIDTH * HEIGHT];
    chunk[0] = (byte) (filter << 2);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      chunk[1 + i] = (byte) (alpha(i) - prediction(filter, i));
    }
    WebpAlpha alpha = WebpAlpha.of(ByteBuffer.wrap(chunk), WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      byte[] black = new byte[3 * WIDTH];
      alpha.blendOnWhite(black);
      byte[] expected = new byte[3 * WIDTH];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) (255 - alpha(y * WIDTH + i / 3));
      }
      assertArrayEquals(expected, black, "row " + y);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60})
  void whatIsCutOffIsDamaged(int length) {
    ByteBuffer chunk = ByteBuffer.allocate(length);
    assertThrows(BadPhotoException.class, () -> WebpAlpha.of(chunk, WIDTH, HEIGHT));
  }

  private static int alpha(int i) {
    return Noise.at(i) & 0xff;
  }

  /** RFC 9649, section 2.7.1.2: A to the left, B above, C above to the left. */
  private static int prediction(int filter, int i) {
    boolean left = i % WIDTH > 0;
    boolean above = i >= WIDTH;
    if (filter == 0 || (!left && !above)) {
      return 0;
    }
    if (!above) {
      return alpha(i - 1);
    }
    if (!left || filter == 2) {
      return alpha(i - WIDTH);
    }
    int sum = alpha(i - 1) + alpha(i - WIDTH) - alpha(i - WIDTH - 1);
    return filter == 1 ? alpha(i - 1) : Math.max(0, Math.min(255, sum));
  }
}
