package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Timeout;
import zoodip.webp.KeyFrame;
import zoodip.webp.Vp8Exception;

class KeyFrameFuzzTest {
  private static final int HEADER_BYTES = 10;

  @Timeout(20)
  @FuzzTest
  void frame(byte[] input) {
    if (input.length < HEADER_BYTES + 2) {
      return;
    }
    ByteBuffer frame = ByteBuffer.wrap(input, 2, input.length - 2).slice();
    try {
      KeyFrame.decode(frame, 1 + (input[0] & 0xff), 1 + (input[1] & 0xff), row -> {});
    } catch (Vp8Exception refused) {
      // as it may
    }
  }
}
