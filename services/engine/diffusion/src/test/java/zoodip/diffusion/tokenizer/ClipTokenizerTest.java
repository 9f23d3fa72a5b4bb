package zoodip.diffusion.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.goldens.Golden;

class ClipTokenizerTest {
  private static final Path FOLDER = Golden.folder("clip-tokenizer");
  private static final ClipTokenizer CLIP = ClipTokenizer.read(FOLDER);

  static List<JsonNode> prompts() throws IOException {
    return list(FOLDER.resolve("prompts.json"));
  }

  static List<JsonNode> unusualPrompts() throws IOException {
    return list(Golden.folder("../zoodip/diffusion/tokenizer/unusual-prompts.json"));
  }

  @ParameterizedTest
  @MethodSource({"prompts", "unusualPrompts"})
  void givesTheIdsOfTheReference(JsonNode prompt) {
    TokenIds ids = CLIP.frame(withConcept(prompt.path("text").textValue()));
    int[] expected =
        StreamSupport.stream(prompt.path("ids").spliterator(), false)
            .mapToInt(JsonNode::intValue)
            .toArray();
    assertArrayEquals(expected, Arrays.copyOf(ids.ids(), ids.length()));
  }

  /**
   * As the reference does with an added token: one id beyond the vocabulary, wherever it stands.
   */
  private static int[] withConcept(String text) {
    String[] parts = text.split("<new1>", -1);
    return IntStream.range(0, parts.length)
        .boxed()
        .flatMapToInt(
            i ->
                i == 0
                    ? Arrays.stream(CLIP.words(parts[0]))
                    : IntStream.concat(
                        IntStream.of(CLIP.size()), Arrays.stream(CLIP.words(parts[i]))))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "sd15, tokenizer, text_encoder",
    "sd21, tokenizer, text_encoder",
    "sdxl, tokenizer, text_encoder",
    "sdxl, tokenizer_2, text_encoder_2"
  })
  void padsAndCutsForEveryTextEncoder(String family, String folder, String encoder) {
    Golden golden = Golden.of(family);
    ClipTokenizer tokenizer = ClipTokenizer.read(Golden.folder(family).resolve(folder));
    long[] ids =
        StreamSupport.stream(golden.spec().path("encoder_texts").spliterator(), false)
            .flatMapToInt(text -> Arrays.stream(tokenizer.encode(text.textValue()).ids()))
            .asLongStream()
            .toArray();
    assertArrayEquals(golden.longs(encoder + ".input_ids"), ids);
  }

  @Test
  void marksWhatIsNoPadding() {
    Golden golden = Golden.of("clip");
    ClipTokenizer tokenizer = ClipTokenizer.read(Golden.folder("clip"));
    int columns = golden.shape("clip.input_ids")[1];
    List<String> texts =
        Stream.of(0, 1).map(i -> golden.spec().path("texts").get(i).textValue()).toList();
    for (int i = 0; i < 2; i++) {
      TokenIds ids = tokenizer.encode(texts.get(i));
      assertRow(golden.longs("clip.input_ids"), i, Arrays.copyOf(ids.ids(), columns));
      assertRow(
          golden.longs("clip.attention_mask"), i, Arrays.copyOf(ids.attentionMask(), columns));
    }
  }

  @Test
  void keepsTheEndOfALongText() {
    TokenIds ids = CLIP.encode("dog ".repeat(200));
    assertEquals(77, ids.length());
    assertEquals(CLIP.startToken(), ids.ids()[0]);
    assertEquals(CLIP.endToken(), ids.ids()[76]);
    assertEquals(200, CLIP.words("dog ".repeat(200)).length);
  }

  @Test
  void emojiYoungerThanThisJavaAreKept() {
    String shakingFace = Character.toString(0x1fae8);
    assertTrue(CLIP.words(shakingFace).length > 1);
    assertEquals(0, CLIP.words("\ue000\ud83d").length);
  }

  @Test
  void readsTheManyWaysOfWritingSpecialTokens(@TempDir Path folder) throws IOException {
    Path sd15 = Golden.folder("sd15/tokenizer");
    Files.copy(sd15.resolve("vocab.json"), folder.resolve("vocab.json"));
    Files.copy(sd15.resolve("merges.txt"), folder.resolve("merges.txt"));
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(
        config,
        """
        {"model_max_length": 1e30, "pad_token": "!",
         "bos_token": {"__type": "AddedToken", "content": "<|startoftext|>", "lstrip": false}}
        """);
    ClipTokenizer plain = ClipTokenizer.read(folder);
    assertEquals(77, plain.maxTokens());
    assertEquals(0, plain.padToken());
    Files.writeString(
        folder.resolve("special_tokens_map.json"),
        """
        {"pad_token": {"content": "<|endoftext|>", "single_word": false}}
        """);
    assertEquals(plain.endToken(), ClipTokenizer.read(folder).padToken());
    Files.writeString(
        config,
        """
        {"added_tokens_decoder": {"0": {"content": "!"}, "9999": {"content": "<toy>"}},
         "pad_token": "!"}
        """);
    ClipTokenizer added = ClipTokenizer.read(folder);
    assertEquals(0, added.padToken());
    assertEquals(10_000, added.size());
    assertArrayEquals(new int[] {9999}, added.words("<toy>"));
  }

  @Test
  void namesTheFileThatIsWrong(@TempDir Path folder) throws IOException {
    assertRefused("vocab.json", folder);
    Files.writeString(folder.resolve("vocab.json"), "{\"a\": \"b\"}");
    assertRefused("the id of 'a' is no id", folder);
    Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0}");
    assertRefused("merges.txt", folder);
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
    Files.writeString(folder.resolve("tokenizer_config.json"), "{}");
    assertRefused("its bos_token '<|startoftext|>' is not in vocab.json", folder);
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"T5Tokenizer\"}");
    assertRefused("tokenizer_class", folder);
  }

  private static void assertRow(long[] expected, int row, int[] actual) {
    long[] wanted = Arrays.copyOfRange(expected, row * actual.length, (row + 1) * actual.length);
    assertArrayEquals(wanted, Arrays.stream(actual).asLongStream().toArray());
  }

  private static void assertRefused(String problem, Path folder) {
    String message =
        assertThrows(ConfigException.class, () -> ClipTokenizer.read(folder)).getMessage();
    assertTrue(message.contains(problem), message);
  }

  private static List<JsonNode> list(Path file) throws IOException {
    JsonNode prompts = JsonMapper.builder().build().readTree(file.toFile());
    return StreamSupport.stream(prompts.spliterator(), false).toList();
  }
}
