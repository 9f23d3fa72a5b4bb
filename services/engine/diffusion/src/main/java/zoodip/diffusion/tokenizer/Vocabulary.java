package zoodip.diffusion.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;

/**
 * What a tokenizer's files say of its tokens.
 *
 * @param ids of the tokens
 * @param pairs merged in training
 * @param added tokens that are found in a text as they stand, with their ids
 * @param file that has the ids, for errors
 */
record Vocabulary(
    Map<String, Integer> ids, BytePairEncoding pairs, Map<String, Integer> added, String file) {
  private static final String ONE_FILE = "tokenizer.json";
  private static final String IDS = "vocab.json";

  private static final int LARGEST_ID = 999_999_999;

  /** The end of a word is marked by CLIP's tokenizer alone. */
  private static final String WORD_END = "</w>";

  Vocabulary {
    ids = Map.copyOf(ids);
    added = Map.copyOf(added);
  }

  /**
   * Reads {@code vocab.json} and {@code merges.txt} or, where they are missing, the {@code
   * tokenizer.json} that has both: transformers 5 writes nothing else.
   *
   * @throws ConfigException if a file is missing or malformed
   */
  static Vocabulary read(Path folder) {
    Path whole = folder.resolve(ONE_FILE);
    Path vocabulary = folder.resolve(IDS);
    if (Files.exists(vocabulary) || !Files.exists(whole)) {
      return ofTwoFiles(vocabulary, folder.resolve("merges.txt"));
    }
    return ofOneFile(whole);
  }

  private static Vocabulary ofTwoFiles(Path vocabulary, Path merges) {
    if (!Files.exists(vocabulary)) {
      throw new ConfigException(
          vocabulary.getParent(),
          "has neither vocab.json with merges.txt nor tokenizer.json: the vocabulary is missing");
    }
    return new Vocabulary(
        ids(vocabulary, ConfigFile.read(vocabulary).root()),
        BytePairEncoding.read(merges),
        Map.of(),
        IDS);
  }

  private static Vocabulary ofOneFile(Path file) {
    ConfigFile json = ConfigFile.read(file);
    ConfigFile model = json.section("model");
    model.require("type", "BPE");
    if (!model.text("end_of_word_suffix", "").equals(WORD_END)) {
      throw model.wrong("end_of_word_suffix", "is not " + WORD_END + ": it is no CLIP tokenizer");
    }
    Map<String, Integer> ids = ids(file, model.section("vocab").root());
    return new Vocabulary(
        ids, BytePairEncoding.of(merges(model)), added(file, json.root()), ONE_FILE);
  }

  /** Older files have a pair in one string, newer ones in two. */
  private static List<String> merges(ConfigFile model) {
    List<String> pairs = new ArrayList<>();
    for (JsonNode pair : model.node("merges")) {
      pairs.add(
          pair.isArray() ? pair.path(0).asText() + " " + pair.path(1).asText() : pair.asText());
    }
    return pairs;
  }

  private static Map<String, Integer> added(Path file, JsonNode root) {
    Map<String, Integer> added = new HashMap<>();
    for (JsonNode token : root.path("added_tokens")) {
      String content = token.path("content").asText();
      if (content.isEmpty()) {
        throw new ConfigException(file, "has an added token without a text");
      }
      added.put(content, id(file, content, token.path("id")));
    }
    return added;
  }

  private static Map<String, Integer> ids(Path file, JsonNode json) {
    Map<String, Integer> ids = new HashMap<>();
    json.properties()
        .forEach(token -> ids.put(token.getKey(), id(file, token.getKey(), token.getValue())));
    return ids;
  }

  private static int id(Path file, String token, JsonNode id) {
    if (!id.isIntegralNumber()
        || !id.canConvertToInt()
        || id.intValue() < 0
        || id.intValue() > LARGEST_ID) {
      throw new ConfigException(file, "the id of '" + token + "' is no id");
    }
    return id.intValue();
  }
}
