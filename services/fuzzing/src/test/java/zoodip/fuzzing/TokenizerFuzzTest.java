package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.tokenizer.ClipTokenizer;
import zoodip.singlefile.ClipVocabulary;

/** Prompts, cut into tokens with CLIP's own vocabulary. */
class TokenizerFuzzTest {
  private static final int LONGEST = 4_096;
  private static final ClipTokenizer TOKENIZER = tokenizer();

  @Timeout(10)
  @FuzzTest
  void text(String text) {
    if (text != null && !text.isEmpty()) {
      String piece = text.substring(0, Math.min(LONGEST, text.length()));
      cut(piece);
      cut(piece.substring(0, Math.min(64, piece.length())).repeat(LONGEST / 64));
    }
  }

  private static void cut(String text) {
    if (TOKENIZER.encode(text).length() > TOKENIZER.maxTokens()) {
      throw new IllegalStateException("More tokens than there may be");
    }
  }

  private static ClipTokenizer tokenizer() {
    try (ScratchFolder folder = ScratchFolder.create()) {
      ClipVocabulary.write(folder.path());
      folder.write("tokenizer_config.json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return ClipTokenizer.read(folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
