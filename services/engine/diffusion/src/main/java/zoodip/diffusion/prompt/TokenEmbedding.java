package zoodip.diffusion.prompt;

import java.util.List;

/**
 * A learned concept: the vectors that stand for a placeholder in a prompt.
 *
 * @param placeholder how prompts name it, angle brackets included: {@code <my-dog>}
 * @param vectors for each text encoder, k rows of the encoder's width
 */
public record TokenEmbedding(String placeholder, List<float[][]> vectors) {

  public TokenEmbedding {
    vectors = List.copyOf(vectors);
    if (vectors.isEmpty() || vectors.get(0).length == 0) {
      throw new IllegalArgumentException(placeholder + " has no vectors");
    }
    int rows = vectors.get(0).length;
    if (vectors.stream().anyMatch(encoder -> encoder.length != rows)) {
      throw new IllegalArgumentException(
          placeholder + " has another number of vectors for each text encoder");
    }
  }

  /** The number of token positions that the concept takes in a prompt. */
  public int size() {
    return vectors.get(0).length;
  }
}
