package zoodip.fuzzing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;

class TokenizerConfigFuzzTest {
  private static final byte[] VOCABULARY =
      "{\"a</w>\":0,\"<|startoftext|>\":1,\"<|endoftext|>\":2}".getBytes(UTF_8);

  @Timeout(20)
  @FuzzTest
  void config(byte[] json) {
    try (ScratchFolder folder = ScratchFolder.create()) {
      folder.write("vocab.json", VOCABULARY);
      folder.write("merges.txt", json);
      folder.write("tokenizer_config.json", json);
      TokenizerFilesFuzzTest.read(folder);
    }
  }
}
