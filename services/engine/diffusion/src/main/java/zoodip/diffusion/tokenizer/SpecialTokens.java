package zoodip.diffusion.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;

/**
 * The tokens that are found in a text as they stand, before anything else is done to it.
 *
 * @param start begins every text
 * @param end ends it
 * @param unknown stands for what the vocabulary lacks
 * @param padding fills up to the length of the text encoder; where it is an ordinary sign, such as
 *     the exclamation mark of Stable Diffusion 2, a prompt's own signs become it too
 * @param ids all of them by their text
 */
record SpecialTokens(int start, int end, int unknown, int padding, Map<String, Integer> ids) {
  /** CLIP has two; programs add some for each concept that they learn. */
  private static final int MOST_ADDED = 1_000;

  private static final String END_OF_TEXT = "<|endoftext|>";

  /** Reads {@code tokenizer_config.json} and {@code special_tokens_map.json} of a folder. */
  static SpecialTokens read(Path folder, Vocabulary vocabulary) {
    ConfigFile config = ConfigFile.read(folder.resolve("tokenizer_config.json"));
    Map<String, Integer> ids = new HashMap<>(vocabulary.added());
    ids.putAll(added(config));
    if (ids.size() > MOST_ADDED) {
      throw new ConfigException(
          folder,
          "has %,d added tokens; at most %,d are supported: texts are searched for each of them"
              .formatted(ids.size(), MOST_ADDED));
    }
    String file = vocabulary.file();
    Map<String, Integer> known = new HashMap<>(vocabulary.ids());
    known.putAll(ids);
    JsonNode names = names(folder, config);
    int start =
        put(folder, file, "bos_token", content(names, "bos_token", "<|startoftext|>"), known, ids);
    int end = put(folder, file, "eos_token", content(names, "eos_token", END_OF_TEXT), known, ids);
    int unknown =
        put(folder, file, "unk_token", content(names, "unk_token", END_OF_TEXT), known, ids);
    int padding =
        put(folder, file, "pad_token", content(names, "pad_token", END_OF_TEXT), known, ids);
    return new SpecialTokens(start, end, unknown, padding, Map.copyOf(ids));
  }

  /** Matches any of the tokens, the longest first. */
  Pattern pattern() {
    return Pattern.compile(
        ids.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed().thenComparing(token -> token))
            .map(Pattern::quote)
            .collect(Collectors.joining("|")));
  }

  /** Newer files list all added tokens; in older ones the map overrides the configuration. */
  private static JsonNode names(Path folder, ConfigFile config) {
    Path map = folder.resolve("special_tokens_map.json");
    boolean overridden = Files.exists(map) && !config.has("added_tokens_decoder");
    return overridden ? ConfigFile.read(map).root() : config.root();
  }

  private static Map<String, Integer> added(ConfigFile config) {
    Map<String, Integer> added = new HashMap<>();
    for (var token : config.root().path("added_tokens_decoder").properties()) {
      String content = token.getValue().path("content").asText();
      if (content.isEmpty() || !token.getKey().matches("\\d{1,9}")) {
        throw config.wrong(
            "added_tokens_decoder",
            "has the token '%s' as '%s'".formatted(content, token.getKey()));
      }
      added.put(content, Integer.valueOf(token.getKey()));
    }
    return added;
  }

  /** A token is written as its text or as an object with its text and flags. */
  private static String content(JsonNode names, String field, String absent) {
    JsonNode token = names.path(field);
    String content = token.isObject() ? token.path("content").asText() : token.asText("");
    return content.isEmpty() ? absent : content;
  }

  private static int put(
      Path folder,
      String file,
      String field,
      String token,
      Map<String, Integer> known,
      Map<String, Integer> ids) {
    Integer id = known.get(token);
    if (id == null) {
      throw new ConfigException(folder, "its %s '%s' is not in %s".formatted(field, token, file));
    }
    ids.put(token, id);
    return id;
  }
}
