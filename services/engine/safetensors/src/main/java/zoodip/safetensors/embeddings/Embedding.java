package zoodip.safetensors.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import zoodip.safetensors.SafetensorsException;

/**
 * The vectors that stand for one placeholder.
 *
 * @param encoders for each text encoder [k, width], k at least 1 and the same for all
 */
public record Embedding(List<float[][]> encoders) {
  /** Refuses encoders without vectors, or of unlike numbers, with an IllegalArgumentException. */
  public Embedding {
    encoders = List.copyOf(encoders);
    if (encoders.isEmpty() || encoders.get(0).length == 0) {
      throw new IllegalArgumentException("an embedding has at least one vector");
    }
    for (float[][] rows : encoders) {
      if (rows.length != encoders.get(0).length) {
        throw new IllegalArgumentException(
            "%d vectors for one text encoder, %d for another: a placeholder has as many in each"
                .formatted(encoders.get(0).length, rows.length));
      }
    }
  }

  /**
   * Reads a safetensors file in any of the forms that {@link EmbeddingForm} writes and other
   * programs do: one tensor of any name; {@code <name>}, {@code <name>_1} and so on; clip_l and
   * clip_g, or text_encoders_0 and text_encoders_1. Each is [k, width] or [width], of any
   * floating-point type.
   *
   * @param name what errors call the file
   * @throws SafetensorsException if it is malformed, has other tensors, or a number in it is not
   *     finite
   */
  public static Embedding read(Path name, byte[] content) {
    return EmbeddingFile.read(name, content).embedding();
  }

  /** k, the vectors for each text encoder. */
  public int vectors() {
    return encoders.get(0).length;
  }

  /** The width of each text encoder's vectors. */
  public List<Integer> widths() {
    return encoders.stream().map(rows -> rows[0].length).toList();
  }

  /** The fp32 little-endian bytes of all vectors in order: what names an embedding. */
  public byte[] bytes() {
    int numbers = encoders.stream().mapToInt(rows -> rows.length * rows[0].length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(numbers * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[][] rows : encoders) {
      for (float[] row : rows) {
        for (float number : row) {
          bytes.putFloat(number);
        }
      }
    }
    return bytes.array();
  }
}
