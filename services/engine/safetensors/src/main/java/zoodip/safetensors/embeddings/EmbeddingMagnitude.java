package zoodip.safetensors.embeddings;

import java.util.List;
import java.util.Optional;

/**
 * Tells vectors that no text encoder makes anything of. Learned ones have Euclidean norms from 0.3
 * to some hundreds, and single numbers far below 100. The bound is fp16's largest number: what is
 * beyond becomes infinite wherever an embedding is held in half precision, and from about 1e19 on
 * the squares that a layer norm takes overflow fp32 too.
 */
public final class EmbeddingMagnitude {
  /** The largest finite number of IEEE 754 binary16. */
  public static final float LARGEST = 65504;

  private EmbeddingMagnitude() {}

  /** Which number is too large to be used, and why; empty if none is. */
  public static Optional<String> problem(Embedding embedding) {
    List<float[][]> encoders = embedding.encoders();
    for (int encoder = 0; encoder < encoders.size(); encoder++) {
      for (int vector = 0; vector < encoders.get(encoder).length; vector++) {
        float[] numbers = encoders.get(encoder)[vector];
        for (int i = 0; i < numbers.length; i++) {
          if (Math.abs(numbers[i]) > LARGEST) {
            return Optional.of(problem(encoder, vector, i, numbers[i]));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String problem(int encoder, int vector, int at, float number) {
    return ("number %d of vector %d for text encoder %d is %s: beyond 65504, the largest that fp16"
            + " has, nothing can be drawn with it; numbers of learned embeddings are far below 100,"
            + " so the training has diverged or the file is damaged")
        .formatted(at, vector, encoder, number);
  }
}
