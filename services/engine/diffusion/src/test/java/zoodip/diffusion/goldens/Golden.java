package zoodip.diffusion.goldens;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of reference tensors of the test resources, read naively. */
public final class Golden {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final ByteBuffer data;
  private final JsonNode header;
  private final JsonNode spec;

  private Golden(ByteBuffer file) throws IOException {
    int length = (int) file.getLong(0);
    byte[] json = new byte[length];
    file.get(8, json);
    header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
    spec = JSON.readTree(header.path("__metadata__").path("spec").asText());
    data = file.slice(8 + length, file.limit() - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The reference tensors of a family, for example {@code sd15}. */
  public static Golden of(String family) {
    try {
      byte[] bytes = Files.readAllBytes(folder("").resolve(family + ".safetensors"));
      return new Golden(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of the goldens. */
  public static Path folder(String name) {
    try {
      return Path.of(Golden.class.getResource("/goldens").toURI()).resolve(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode spec() {
    return spec;
  }

  public boolean has(String name) {
    return header.has(name);
  }

  public double tolerance(String name) {
    return spec.path("tolerance").path(name).doubleValue();
  }

  public int[] shape(String name) {
    JsonNode shape = header.path(name).path("shape");
    int[] sizes = new int[shape.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shape.get(i).intValue();
    }
    return sizes;
  }

  public float[] floats(String name) {
    ByteBuffer bytes = bytes(name);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  public long[] longs(String name) {
    ByteBuffer bytes = bytes(name);
    long[] values = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(values);
    return values;
  }

  public byte[] raw(String name) {
    ByteBuffer bytes = bytes(name);
    byte[] values = new byte[bytes.remaining()];
    bytes.get(values);
    return values;
  }

  /** A tensor of any element type as doubles. */
  public double[] numbers(String name) {
    boolean whole = header.path(name).path("dtype").asText().equals("I64");
    double[] numbers = new double[whole ? longs(name).length : floats(name).length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = whole ? longs(name)[i] : floats(name)[i];
    }
    return numbers;
  }

  private ByteBuffer bytes(String name) {
    JsonNode offsets = header.path(name).path("data_offsets");
    int start = offsets.get(0).intValue();
    int end = offsets.get(1).intValue();
    return data.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN);
  }
}
