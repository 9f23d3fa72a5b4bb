package zoodip.diffusion.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.goldens.Golden;

/** Folders that transformers 5.24 saved: tokenizer.json and tokenizer_config.json alone. */
class Transformers5Test {
  private static final Path SAVED = Golden.folder("../zoodip/diffusion/tokenizer");

  @ParameterizedTest
  @CsvSource({"sd15/tokenizer, transformers5-sd15", "sdxl/tokenizer_2, transformers5-sdxl2"})
  void theIdsAreThoseOfTheOldFiles(String old, String saved) {
    ClipTokenizer before = ClipTokenizer.read(Golden.folder("").resolve(old));
    ClipTokenizer after = ClipTokenizer.read(SAVED.resolve(saved));
    assertEquals(before.size(), after.size());
    for (String text :
        new String[] {
          "", "a photo of a cat!! naïve", "the mug's 1234 ! <|endoftext|> façade", "猫 Ω ΣΑΣ"
        }) {
      assertEquals(before.encode(text), after.encode(text), text);
    }
    // as transformers 5 itself gives them
    int[] ids = {865, 320, 524, 512, 320, 608, 0};
    int[] start = new int[ids.length];
    System.arraycopy(after.encode("a photo of a cat!! naïve").ids(), 0, start, 0, ids.length);
    assertArrayEquals(ids, start);
  }

  @Test
  void pairsMayStandInOneString(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"added_tokens": [{"id": 5, "content": "<new>"}],
         "model": {"type": "BPE", "end_of_word_suffix": "</w>", "merges": ["a b</w>"],
         "vocab": {"a": 0, "b</w>": 1, "ab</w>": 2, "<|startoftext|>": 3, "<|endoftext|>": 4}}}
        """);
    ClipTokenizer tokenizer = ClipTokenizer.read(folder);
    assertArrayEquals(new int[] {2, 5, 2}, tokenizer.words("ab <new> AB"));
    assertEquals(6, tokenizer.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000000000 | 0 | the id of 'ab' is no id",
        "-1 | 0 | the id of 'ab' is no id",
        "0.5 | 0 | the id of 'ab' is no id",
        "999999999 | 1001 | has 1,001 added tokens; at most 1,000 are supported"
      })
  void idsAndAddedTokensHaveLimits(String id, int added, String problem, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("vocab.json"), "{\"ab\": %s}".formatted(id));
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
    StringBuilder tokens = new StringBuilder();
    for (int i = 0; i < added; i++) {
      tokens.append(i == 0 ? "" : ",").append("\"%d\": {\"content\": \"<t%d>\"}".formatted(i, i));
    }
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"added_tokens_decoder\": {" + tokens + "}}");
    String message =
        assertThrows(ConfigException.class, () -> ClipTokenizer.read(folder)).getMessage();
    assertTrue(message.contains(problem), message);
  }

  @Test
  void aTokenizerOfAnotherKindIsNamed(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Unigram\"}}");
    String problem =
        assertThrows(ConfigException.class, () -> ClipTokenizer.read(folder)).getMessage();
    assertTrue(problem.contains("Unigram"), problem);
  }
}
