package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Timeout;
import zoodip.webp.LosslessImage;
import zoodip.webp.Vp8Exception;

class LosslessImageFuzzTest {
  @Timeout(20)
  @FuzzTest
  void bits(byte[] input) {
    if (input.length < 2) {
      return;
    }
    ByteBuffer bits = ByteBuffer.wrap(input, 2, input.length - 2).slice();
    try {
      var unused = LosslessImage.decode(bits, 1 + (input[0] & 0xff), 1 + (input[1] & 0xff));
    } catch (Vp8Exception refused) {
      // as it may
    }
  }
}
