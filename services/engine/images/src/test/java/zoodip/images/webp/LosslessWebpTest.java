package zoodip.images.webp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.webp.LosslessImage;
import zoodip.webp.Vp8Exception;

/** Lossless images that are made to take time or memory; others are compared with Pillow's. */
@Timeout(20)
class LosslessWebpTest {
  private static final int LARGE = 16_384;

  private final BitSet bits = new BitSet();
  private int count;

  @Test
  void aTransformComesOnce() {
    for (int i = 0; i < 20_000; i++) {
      put(1, 1);
      put(2, 2);
    }
    assertEquals("one of its transforms comes twice", refusal(LARGE, 1_000));
  }

  @Test
  void anImageThatIsCutOffIsRefusedHoweverLargeItSaysItIs() {
    put(0, 3);
    putCode(7);
    assertEquals("it is cut off", refusal(1_000, 1_000));
  }

  /** Each of 65,536 groups is a few bytes here and would be some kB in memory. */
  @Test
  void codesThatNoPixelUsesAreNotKept() {
    put(0, 2);
    put(1, 1);
    put(0, 3);
    putLastGroup();
    for (int i = 0; i < 5 * 65_535; i++) {
      put(1, 3);
      put(0, 1);
    }
    putPixels();

    int[] image = LosslessImage.decode(data(), 4, 4);

    assertEquals(16, Arrays.stream(image).filter(argb -> argb == 0).count());
  }

  @Test
  void aCodeOfOneSymbolTakesNoBits() {
    put(0, 3);
    putPixels();
    assertTrue(Arrays.stream(LosslessImage.decode(data(), 1_000, 1_000)).allMatch(c -> c == 0));
  }

  /** Five codes whose only symbol is 0: black that is transparent. */
  private void putPixels() {
    for (int i = 0; i < 5; i++) {
      put(1, 3);
      put(0, 1);
    }
  }

  /** An image of one square whose group is the last that there can be. */
  private void putLastGroup() {
    put(0, 1);
    putCode(255);
    putCode(255);
    for (int i = 0; i < 3; i++) {
      put(1, 3);
      put(0, 1);
    }
  }

  /** A code of one symbol: simple, one symbol, of eight bits. */
  private void putCode(int symbol) {
    put(1, 1);
    put(0, 1);
    put(1, 1);
    put(symbol, 8);
  }

  /** The lowest bit first. */
  private void put(int value, int width) {
    for (int i = 0; i < width; i++) {
      bits.set(count++, (value >> i & 1) == 1);
    }
  }

  private ByteBuffer data() {
    return ByteBuffer.wrap(Arrays.copyOf(bits.toByteArray(), count / Byte.SIZE + 1));
  }

  private String refusal(int width, int height) {
    return assertThrows(Vp8Exception.class, () -> LosslessImage.decode(data(), width, height))
        .getMessage();
  }
}
