package zoodip.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the JSON of one file's header into entries with absolute offsets.
 *
 * @param file as errors name it
 * @param dataStart where the tensors begin
 * @param fileSize bytes of the whole file
 */
record SafetensorsHeaderParser(Path file, long dataStart, long fileSize) {
  private static final JsonMapper JSON =
      new JsonMapper(BoundedJson.factory(HeaderScan.CONSTRAINTS));

  SafetensorsHeader parse(byte[] json) {
    try {
      HeaderScan.require(file, json);
      return read(json);
    } catch (JsonProcessingException e) {
      throw new SafetensorsException(
          file, "the header is not valid JSON: " + JsonProblem.text(e), e);
    } catch (IOException e) {
      throw new SafetensorsException(file, "the header is not valid JSON", e);
    }
  }

  private SafetensorsHeader read(byte[] json) throws IOException {
    List<TensorEntry> entries = new ArrayList<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (JsonParser tokens = JSON.createParser(json)) {
      tokens.nextToken();
      while (tokens.nextToken() == JsonToken.FIELD_NAME) {
        String name = tokens.currentName();
        tokens.nextToken();
        if (name.equals(HeaderScan.METADATA)) {
          readMetadata(tokens, metadata);
        } else {
          entries.add(entry(name, description(json, tokens)));
        }
      }
    }
    entries.sort(
        Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::length));
    checkCoverage(entries);
    Map<String, TensorEntry> byName = new LinkedHashMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return new SafetensorsHeader(
        Collections.unmodifiableMap(byName), Collections.unmodifiableMap(metadata));
  }

  private void readMetadata(JsonParser tokens, Map<String, String> metadata) throws IOException {
    if (!tokens.hasToken(JsonToken.START_OBJECT)) {
      throw new SafetensorsException(file, HeaderScan.METADATA + " is not an object");
    }
    while (tokens.nextToken() == JsonToken.FIELD_NAME) {
      String name = tokens.currentName();
      if (tokens.nextToken() != JsonToken.VALUE_STRING) {
        throw new SafetensorsException(file, HeaderScan.METADATA + "." + name + " is not a string");
      }
      metadata.put(name, tokens.getText());
    }
  }

  /** What the header says of one tensor; the tokens stand at its end afterwards. */
  private JsonNode description(byte[] json, JsonParser tokens) throws IOException {
    int start = (int) tokens.currentTokenLocation().getByteOffset();
    tokens.skipChildren();
    tokens.finishToken();
    int length = (int) tokens.currentLocation().getByteOffset() - start;
    return JSON.readTree(json, start, length);
  }

  private TensorEntry entry(String name, JsonNode node) {
    ElementType type = type(name, node.path("dtype"));
    List<Long> shape = numbers(name, node, "shape");
    List<Long> range = numbers(name, node, "data_offsets");
    if (range.size() != 2 || range.get(0) > range.get(1)) {
      throw wrong(name, "data_offsets", "is not [begin, end]: " + range);
    }
    long length = range.get(1) - range.get(0);
    if (length != bytes(name, type, shape)) {
      throw wrong(
          name,
          "data_offsets",
          "spans " + length + " bytes, but " + type + " " + shape + " takes others");
    }
    if (range.get(1) > fileSize - dataStart) {
      throw wrong(
          name,
          "data_offsets",
          "ends at byte "
              + range.get(1)
              + " of the data, but the file holds "
              + (fileSize - dataStart)
              + ": the file is cut off");
    }
    return new TensorEntry(name, type, shape, dataStart + range.get(0), length);
  }

  private ElementType type(String name, JsonNode node) {
    return ElementType.named(node.asText())
        .orElseThrow(
            () -> wrong(name, "dtype", "is " + node + ", which this engine does not read"));
  }

  private long bytes(String name, ElementType type, List<Long> shape) {
    try {
      long bits = shape.stream().reduce((long) type.bits(), Math::multiplyExact);
      return Math.addExact(bits, Byte.SIZE - 1) / Byte.SIZE;
    } catch (ArithmeticException e) {
      throw wrong(name, "shape", "is too large: " + shape);
    }
  }

  private List<Long> numbers(String name, JsonNode node, String field) {
    JsonNode list = node.path(field);
    if (!list.isArray()) {
      throw wrong(name, field, "is not a list");
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : list) {
      if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
        throw wrong(name, field, "holds " + number + " instead of a whole number");
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private void checkCoverage(List<TensorEntry> sorted) {
    long end = dataStart;
    for (TensorEntry entry : sorted) {
      if (entry.offset() != end) {
        throw wrong(
            entry.name(),
            "data_offsets",
            entry.offset() < end ? "overlaps the tensor before it" : "leaves a gap before it");
      }
      end = entry.offset() + entry.length();
    }
    if (end != fileSize) {
      throw new SafetensorsException(
          file, (fileSize - end) + " bytes follow the last tensor, named by no entry");
    }
  }

  private SafetensorsException wrong(String name, String field, String problem) {
    return new SafetensorsException(file, "tensor " + name + ": " + field + " " + problem);
  }
}
