package zoodip.safetensors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes tensors as one safetensors file; the same tensors in the same order give the same bytes.
 * Tensors that are handed over as suppliers are in memory one at a time.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private record Tensor(
      String name, ElementType type, List<Long> shape, long length, Supplier<byte[]> bytes) {

    /** Its bytes, as many as its shape takes. */
    byte[] checkedBytes() {
      byte[] content = bytes.get();
      if (content.length != length) {
        throw new IllegalArgumentException(
            "tensor " + name + ": " + content.length + " bytes, but its shape takes " + length);
      }
      return content;
    }
  }

  /** Adds a string to {@code __metadata__}. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /** Adds an fp32 tensor. */
  public SafetensorsWriter floats(String name, float[] values, long... shape) {
    byte[] bytes = new byte[Float.BYTES * values.length];
    little(bytes).asFloatBuffer().put(values);
    return add(name, ElementType.F32, bytes, shape);
  }

  /** Adds an int64 tensor. */
  public SafetensorsWriter longs(String name, long[] values, long... shape) {
    byte[] bytes = new byte[Long.BYTES * values.length];
    little(bytes).asLongBuffer().put(values);
    return add(name, ElementType.I64, bytes, shape);
  }

  /** Adds a tensor from its little-endian bytes. */
  public SafetensorsWriter add(String name, ElementType type, byte[] bytes, long... shape) {
    Tensor tensor = tensor(name, type, () -> bytes, shape);
    var unused = tensor.checkedBytes();
    return add(tensor);
  }

  /**
   * Adds a tensor whose little-endian bytes are asked for when the file is written, and not kept.
   */
  public SafetensorsWriter add(
      String name, ElementType type, Supplier<byte[]> bytes, long... shape) {
    return add(tensor(name, type, bytes, shape));
  }

  private static Tensor tensor(
      String name, ElementType type, Supplier<byte[]> bytes, long... shape) {
    long bits = type.bits();
    for (long dimension : shape) {
      bits = Math.multiplyExact(bits, dimension);
    }
    return new Tensor(name, type, Arrays.stream(shape).boxed().toList(), bits / Byte.SIZE, bytes);
  }

  private SafetensorsWriter add(Tensor tensor) {
    if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
      throw new IllegalArgumentException("tensor " + tensor.name() + " was added before");
    }
    return this;
  }

  /** The whole file. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the file to {@code path}, replacing what is there. */
  public void write(Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      write(out);
    }
  }

  private void write(OutputStream out) throws IOException {
    byte[] json = JSON.writeValueAsString(header()).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-json.length, ALIGNMENT);
    byte[] length = new byte[Long.BYTES];
    little(length).putLong(json.length + padding);
    out.write(length);
    out.write(json);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
    for (Tensor tensor : tensors.values()) {
      out.write(tensor.checkedBytes());
    }
  }

  private Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    long offset = 0;
    for (Tensor tensor : tensors.values()) {
      long end = offset + tensor.length();
      header.put(
          tensor.name(),
          new TreeMap<>(
              Map.of(
                  "dtype", tensor.type().name(),
                  "shape", tensor.shape(),
                  "data_offsets", List.of(offset, end))));
      offset = end;
    }
    return header;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
