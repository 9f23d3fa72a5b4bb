package zoodip.inference.concepts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import zoodip.diffusion.weights.SafetensorsFile;
import zoodip.diffusion.weights.TensorEntry;

/**
 * The vectors of a learned embedding.
 *
 * @param vectors for each text encoder [k, width]
 */
record EmbeddingFile(List<float[][]> vectors) {
  private static final List<String> TWO_ENCODERS = List.of("clip_l", "clip_g");

  /**
   * Reads a safetensors file: one tensor of any name, or clip_l and clip_g for the two encoders of
   * SDXL; each is [k, width] or [width].
   *
   * @throws zoodip.diffusion.weights.SafetensorsException if it is malformed
   * @throws IllegalArgumentException if a tensor is of another shape
   */
  static EmbeddingFile read(byte[] content) {
    try {
      Path file = Files.createTempFile("embedding-", ".safetensors");
      try {
        Files.write(file, content);
        return read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep an embedding in a temporary file", e);
    }
  }

  /** The width of each encoder's vectors. */
  List<Integer> widths() {
    return vectors.stream().map(rows -> rows[0].length).toList();
  }

  /** SHA-256 of the fp32 little-endian bytes of all vectors in order, in lower-case hex. */
  String sha256() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
    for (float[][] encoder : vectors) {
      for (float[] vector : encoder) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        digest.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static EmbeddingFile read(Path path) {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Set<String> names = file.names();
      List<String> ordered = names.containsAll(TWO_ENCODERS) ? TWO_ENCODERS : List.copyOf(names);
      return new EmbeddingFile(ordered.stream().map(name -> rows(file, name)).toList());
    }
  }

  private static float[][] rows(SafetensorsFile file, String name) {
    TensorEntry entry = file.entry(name);
    int dimensions = entry.shape().size();
    if (dimensions < 1 || dimensions > 2 || entry.size() == 0) {
      throw new IllegalArgumentException(
          "%s has the shape %s instead of [vectors, width]".formatted(name, entry.shape()));
    }
    int width = Math.toIntExact(entry.shape().get(dimensions - 1));
    float[] values = file.floats(name);
    float[][] rows = new float[values.length / width][width];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(values, row * width, rows[row], 0, width);
    }
    return rows;
  }
}
