package zoodip.reference;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zoodip.diffusion.engine.TensorScope;
import zoodip.reference.ReferenceReport.Row;
import zoodip.reference.ReferenceReport.Skipped;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;

/**
 * A reference file, and what has been found about its entries so far. An entry is either given (an
 * input of some computation) or compared; what is neither in the end was skipped.
 */
final class Reference implements AutoCloseable {
  private static final String SPEC = "spec";

  /** Python writes -Infinity, a default of one scheduler, although JSON does not know it. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final SafetensorsFile file;
  private final JsonNode spec;
  private final Set<String> used = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private Reference(SafetensorsFile file, JsonNode spec) {
    this.file = file;
    this.spec = spec;
  }

  static Reference open(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    try {
      String text = file.metadata().get(SPEC);
      if (text == null) {
        throw new ReferenceException(path, "has no metadata key " + SPEC + ": no reference file");
      }
      JsonNode spec = JSON.readTree(text);
      if (!spec.path("tolerance").isObject() || !spec.path("family").isTextual()) {
        throw new ReferenceException(path, SPEC + " lacks family or tolerance");
      }
      return new Reference(file, spec);
    } catch (JsonProcessingException e) {
      file.close();
      throw new ReferenceException(path, SPEC + " is not valid JSON", e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  String family() {
    return spec.get("family").asText();
  }

  /** A field of the spec; throws when it is missing. */
  JsonNode spec(String field) {
    JsonNode node = spec.path(field);
    if (node.isMissingNode()) {
      throw new ReferenceException(file.path(), SPEC + " lacks " + field);
    }
    return node;
  }

  boolean has(String name) {
    return file.contains(name);
  }

  /** What stands at {@code *} in the entries that match {@code prefix*suffix}, in file order. */
  List<String> cases(String prefix, String suffix) {
    Pattern pattern = Pattern.compile(Pattern.quote(prefix) + "(.+)" + Pattern.quote(suffix));
    return file.names().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** A given entry's values. */
  float[] floats(String name) {
    used.add(name);
    return file.floats(name);
  }

  /** A given entry's whole numbers. */
  long[] longs(String name) {
    used.add(name);
    return file.longs(name);
  }

  /** A given entry's bytes. */
  byte[] bytes(String name) {
    used.add(name);
    return file.bytes(name);
  }

  long[] shape(String name) {
    return file.entry(name).dimensions();
  }

  /** A given entry as a tensor: int64 for whole numbers, fp32 for others. */
  NDArray tensor(TensorScope scope, String name) {
    return file.entry(name).type().floating()
        ? scope.floats(floats(name), shape(name))
        : scope.longs(longs(name), shape(name));
  }

  /** Given token ids as a tensor; throws where they are no whole numbers. */
  NDArray ids(TensorScope scope, String name) {
    return scope.longs(longs(name), shape(name));
  }

  /** Compares {@code actual} with an entry; does nothing where the file has no such entry. */
  void compare(String name, float[] actual) {
    if (has(name)) {
      TensorEntry entry = file.entry(name);
      float[] expected = entry.type().floating() ? file.floats(name) : widened(file.longs(name));
      add(name, entry, difference(expected, actual));
    }
  }

  /** Compares whole numbers with an entry, exactly unless the file allows for a difference. */
  void compare(String name, long[] actual) {
    compare(name, widened(actual));
  }

  /** Compares bytes with an entry. */
  void compare(String name, byte[] actual) {
    float[] wide = new float[actual.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = Byte.toUnsignedInt(actual[i]);
    }
    compare(name, wide);
  }

  /** An error about an entry. */
  ReferenceException wrong(String name, String problem) {
    return new ReferenceException(file.path(), "entry " + name + " " + problem);
  }

  /** Notes that an entry cannot be compared. */
  void skip(String name, String why) {
    used.add(name);
    skipped.add(new Skipped(name, why));
  }

  ReferenceReport report() {
    List<Skipped> all = new ArrayList<>(skipped);
    file.names().stream()
        .filter(name -> !used.contains(name))
        .map(name -> new Skipped(name, "no computation of this check gives or takes it"))
        .forEach(all::add);
    return new ReferenceReport(rows, all);
  }

  private void add(String name, TensorEntry entry, double difference) {
    used.add(name);
    rows.add(
        new Row(name, entry.shape(), difference, spec.path("tolerance").path(name).asDouble(0)));
  }

  private static double difference(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - actual[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
    }
    return largest;
  }

  private static float[] widened(long[] values) {
    float[] wide = new float[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  public void close() {
    file.close();
  }
}
