package zoodip.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.tokenizer.ClipTokenizer;

class TokenizerFilesFuzzTest {
  private static final byte[] CONFIG = "{}".getBytes(UTF_8);

  @Timeout(20)
  @FuzzTest
  void oneFile(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      folder.write("tokenizer.json", json);
      folder.write("tokenizer_config.json", CONFIG);
      read(folder);
    }
  }

  static void read(ScratchFolder folder) {
    try {
      ClipTokenizer tokenizer = ClipTokenizer.read(folder.path());
      var unused = tokenizer.encode("a photo of a <dog>, it's <|endoftext|> red");
      if (tokenizer.size() < 1) {
        throw new IllegalStateException("A tokenizer without ids");
      }
    } catch (ConfigException refused) {
      // as it may
    }
  }
}
