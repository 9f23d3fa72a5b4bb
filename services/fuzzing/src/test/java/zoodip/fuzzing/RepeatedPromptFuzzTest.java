package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

/** Prompts of one piece again and again: time must not explode with a text's length. */
class RepeatedPromptFuzzTest {
  private static final int LONGEST_PIECE = 64;

  @Timeout(20)
  @FuzzTest
  void prompt(String text) {
    if (text != null && !text.isEmpty()) {
      String piece = text.substring(0, Math.min(LONGEST_PIECE, text.length()));
      PromptFuzzTest.read(piece.repeat(PromptFuzzTest.LONGEST / piece.length()));
    }
  }
}
