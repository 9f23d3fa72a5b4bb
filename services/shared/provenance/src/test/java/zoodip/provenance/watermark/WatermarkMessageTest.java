package zoodip.provenance.watermark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class WatermarkMessageTest {

  private static double[] soft(boolean[] bits) {
    double[] soft = new double[bits.length];
    for (int i = 0; i < bits.length; i++) {
      soft[i] = bits[i] ? 1 : -1;
    }
    return soft;
  }

  /** Three wrong bits of each word of the Golay code, wherever they are. */
  @Property(tries = 50)
  void twelveWrongBitsAreCorrected(
      @ForAll @LongRange(min = 0, max = WatermarkEncoder.MAX_PAYLOAD) long payload,
      @ForAll long seed) {
    double[] soft = soft(WatermarkMessage.encode(payload));
    Random random = new Random(seed);
    for (int word = 0; word < 4; word++) {
      int from = word * GolayCode.CODE_BITS;
      random
          .ints(0, GolayCode.CODE_BITS)
          .distinct()
          .limit(3)
          .forEach(bit -> soft[from + bit] = -soft[from + bit]);
    }
    assertEquals(OptionalLong.of(payload), WatermarkMessage.decode(soft));
  }

  @Test
  void noiseIsHardlyEverAPayload() {
    Random random = new Random(2);
    int payloads = 0;
    for (int i = 0; i < 200; i++) {
      double[] noise = random.doubles(WatermarkMessage.CODE_BITS, -1, 1).toArray();
      payloads += WatermarkMessage.decode(noise).isPresent() ? 1 : 0;
    }
    assertTrue(payloads <= 1, payloads + " of 200");
  }

  @Test
  void anyTwoWordsOfTheCodeDifferInEightBits() {
    int least = GolayCode.CODE_BITS;
    for (int one = 0; one < 64; one++) {
      for (int other = one + 1; other < 1 << GolayCode.DATA_BITS; other++) {
        least = Math.min(least, Integer.bitCount(GolayCode.encode(one) ^ GolayCode.encode(other)));
      }
    }
    assertEquals(8, least);
  }
}
