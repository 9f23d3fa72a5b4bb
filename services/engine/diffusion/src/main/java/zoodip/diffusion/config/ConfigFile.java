package zoodip.diffusion.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import zoodip.safetensors.BoundedJson;
import zoodip.safetensors.JsonProblem;

/**
 * A JSON configuration of a model folder, or an object within one; every error names the file and
 * the field. A field that is null counts as absent.
 */
public final class ConfigFile {
  /** Some times a CLIP tokenizer, which is the largest of such files. */
  private static final int MOST_BYTES = 16 << 20;

  /** Names, values and brackets; each takes up to a hundred bytes of memory. */
  private static final int MOST_TOKENS = 1_000_000;

  private static final int DEEPEST = 100;

  /** More than any model has of anything that a configuration counts. */
  private static final int LARGEST_COUNT = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              BoundedJson.factory(
                  StreamReadConstraints.builder()
                      .maxDocumentLength(MOST_BYTES)
                      .maxTokenCount(MOST_TOKENS)
                      .maxNestingDepth(DEEPEST)
                      .build()))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final String prefix;
  private final JsonNode root;

  private ConfigFile(Path file, String prefix, JsonNode root) {
    this.file = file;
    this.prefix = prefix;
    this.root = root;
  }

  /** Reads a JSON object. */
  public static ConfigFile read(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      JsonNode root = JSON.readTree(content);
      if (!root.isObject()) {
        throw new ConfigException(file, "is not a JSON object");
      }
      return new ConfigFile(file, "", root);
    } catch (JsonProcessingException e) {
      throw new ConfigException(file, "is not valid JSON: " + JsonProblem.text(e), e);
    } catch (IOException e) {
      throw new ConfigException(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  public Path path() {
    return file;
  }

  /** The whole object. */
  public JsonNode root() {
    return root;
  }

  public boolean has(String field) {
    return root.hasNonNull(field);
  }

  /** A field of any kind that must be there. */
  public JsonNode node(String field) {
    if (!has(field)) {
      throw wrong(field, "is missing");
    }
    return root.get(field);
  }

  /** An object within this one. */
  public ConfigFile section(String field) {
    if (!node(field).isObject()) {
      throw wrong(field, "is not an object");
    }
    return new ConfigFile(file, prefix + field + ".", node(field));
  }

  /** A positive whole number, of at most a million. */
  public int count(String field) {
    int value = wholeNumber(field, node(field));
    if (value < 1) {
      throw wrong(field, "is " + value + "; it must be at least 1");
    }
    return atMost(field, value, LARGEST_COUNT);
  }

  public int count(String field, int absent) {
    return has(field) ? count(field) : absent;
  }

  /** The same of something that is made so many times, or takes memory. */
  public int count(String field, int absent, int most) {
    return atMost(field, count(field, absent), most);
  }

  /** A whole number of any sign. */
  public int integer(String field, int absent) {
    return has(field) ? wholeNumber(field, node(field)) : absent;
  }

  public double number(String field, double absent) {
    if (!has(field)) {
      return absent;
    }
    if (!node(field).isNumber()) {
      throw wrong(field, "is not a number");
    }
    return node(field).doubleValue();
  }

  public boolean flag(String field, boolean absent) {
    if (!has(field)) {
      return absent;
    }
    if (!node(field).isBoolean()) {
      throw wrong(field, "is neither true nor false");
    }
    return node(field).booleanValue();
  }

  public String text(String field) {
    if (!node(field).isTextual()) {
      throw wrong(field, "is not a string");
    }
    return node(field).textValue();
  }

  public String text(String field, String absent) {
    return has(field) ? text(field) : absent;
  }

  /** A list of positive whole numbers, of at most a million each; has one at least. */
  public List<Integer> counts(String field) {
    List<Integer> values =
        list(field, node -> wholeNumber(field, node)).stream()
            .map(value -> atMost(field, positive(field, value), LARGEST_COUNT))
            .toList();
    if (values.isEmpty()) {
      throw wrong(field, "is empty");
    }
    return values;
  }

  /** A list of positive whole numbers, or one number that stands for {@code size} equal ones. */
  public List<Integer> counts(String field, int size) {
    if (!node(field).isArray()) {
      return Collections.nCopies(size, count(field));
    }
    List<Integer> values = counts(field);
    if (values.size() != size) {
      throw wrong(field, "has " + values.size() + " entries instead of " + size);
    }
    return values;
  }

  public List<String> texts(String field) {
    return list(field, JsonNode::asText);
  }

  /** Refuses any value of {@code field} but absence and the {@code supported} ones. */
  public void require(String field, Object... supported) {
    String value = root.path(field).asText();
    if (has(field) && List.of(supported).stream().noneMatch(s -> s.toString().equals(value))) {
      throw wrong(
          field,
          "is "
              + root.get(field)
              + ", which this engine does not support"
              + (supported.length == 0 ? "" : "; supported: " + List.of(supported)));
    }
  }

  /** An error that names the file and {@code field}. */
  public ConfigException wrong(String field, String problem) {
    return new ConfigException(file, prefix + field + " " + problem);
  }

  private int atMost(String field, int value, int most) {
    if (value > most) {
      throw wrong(field, "is %,d; at most %,d is supported".formatted(value, most));
    }
    return value;
  }

  private int positive(String field, int value) {
    if (value < 1) {
      throw wrong(field, "holds " + value + "; it must be at least 1");
    }
    return value;
  }

  private int wholeNumber(String field, JsonNode node) {
    return Optional.of(node)
        .filter(n -> n.isIntegralNumber() && n.canConvertToInt())
        .map(JsonNode::intValue)
        .orElseThrow(() -> wrong(field, "is " + node + " instead of a whole number"));
  }

  private <T> List<T> list(String field, Function<JsonNode, T> element) {
    if (!node(field).isArray()) {
      throw wrong(field, "is not a list");
    }
    List<T> values = new ArrayList<>();
    node(field).forEach(node -> values.add(element.apply(node)));
    return List.copyOf(values);
  }
}
