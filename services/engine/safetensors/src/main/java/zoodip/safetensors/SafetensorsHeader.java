package zoodip.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked header of a safetensors file: eight bytes of length, then JSON of that length.
 *
 * <p>Source: the format description of huggingface/safetensors. The tensors must cover the rest of
 * the file without holes or overlaps.
 */
record SafetensorsHeader(Map<String, TensorEntry> entries, Map<String, String> metadata) {
  private static final long LENGTH_BYTES = 8;
  private static final long BEGINNING = 64;
  private static final long LARGEST = 100_000_000;
  private static final String METADATA = "__metadata__";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static SafetensorsHeader read(Path file, ByteSource source) throws IOException {
    long length = length(file, source);
    byte[] json = new byte[Math.toIntExact(length)];
    fill(file, source, ByteBuffer.wrap(json), LENGTH_BYTES);
    return new Parser(file, LENGTH_BYTES + length, source.size()).parse(json);
  }

  private static long length(Path file, ByteSource source) throws IOException {
    if (source.size() < LENGTH_BYTES) {
      throw new SafetensorsException(
          file, "only " + source.size() + " bytes; a safetensors file begins with 8 bytes");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(file, source, bytes, 0);
    long length = bytes.flip().getLong();
    if (length < 2 || length > LARGEST || length > source.size() - LENGTH_BYTES) {
      refuseOtherContent(file, source);
      throw new SafetensorsException(
          file,
          "header length "
              + Long.toUnsignedString(length)
              + " does not fit a file of "
              + source.size()
              + " bytes: not a safetensors file, or cut off");
    }
    return length;
  }

  private static void refuseOtherContent(Path file, ByteSource source) throws IOException {
    ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(BEGINNING, source.size()));
    fill(file, source, beginning, 0);
    Optional<String> other = UnrecognizedContent.of(beginning.array());
    if (other.isPresent()) {
      throw new SafetensorsException(file, other.get());
    }
  }

  private static void fill(Path file, ByteSource source, ByteBuffer bytes, long at)
      throws IOException {
    source.fill(bytes, at);
    if (bytes.hasRemaining()) {
      throw new SafetensorsException(file, "the file ends within its header");
    }
  }

  /** Turns the JSON of one file into entries with absolute offsets. */
  private record Parser(Path file, long dataStart, long fileSize) {

    SafetensorsHeader parse(byte[] json) {
      JsonNode root = tree(json);
      Map<String, TensorEntry> entries = new LinkedHashMap<>();
      root.properties().stream()
          .filter(field -> !field.getKey().equals(METADATA))
          .map(field -> entry(field.getKey(), field.getValue()))
          .sorted(
              Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::length))
          .forEach(entry -> entries.put(entry.name(), entry));
      checkCoverage(List.copyOf(entries.values()));
      return new SafetensorsHeader(
          Collections.unmodifiableMap(entries), metadata(root.path(METADATA)));
    }

    private JsonNode tree(byte[] json) {
      try {
        JsonNode root = JSON.readTree(json);
        if (!root.isObject()) {
          throw new SafetensorsException(file, "the header is not a JSON object");
        }
        return root;
      } catch (JsonProcessingException e) {
        throw new SafetensorsException(
            file, "the header is not valid JSON: " + JsonProblem.text(e), e);
      } catch (IOException e) {
        throw new SafetensorsException(file, "the header is not valid JSON", e);
      }
    }

    private Map<String, String> metadata(JsonNode node) {
      Map<String, String> values = new LinkedHashMap<>();
      if (!node.isMissingNode() && !node.isObject()) {
        throw new SafetensorsException(file, METADATA + " is not an object");
      }
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!field.getValue().isTextual()) {
          throw new SafetensorsException(
              file, METADATA + "." + field.getKey() + " is not a string");
        }
        values.put(field.getKey(), field.getValue().textValue());
      }
      return Collections.unmodifiableMap(values);
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
}
