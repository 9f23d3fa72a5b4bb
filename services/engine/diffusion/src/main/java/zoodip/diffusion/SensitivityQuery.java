package zoodip.diffusion;

/**
 * What a training asks about one learned vector: how much the text encoder's output changes with
 * it.
 *
 * @param photo index of the photo
 * @param caption index of one of the photo's captions
 * @param encoder index of the text encoder
 * @param vector index of the learned vector among that encoder's
 * @param theta [candidateValues], where to look: for each text encoder in turn, its vectors one
 *     after the other
 * @param difference Euclidean length of the finite differences, positive
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record SensitivityQuery(
    int photo, int caption, int encoder, int vector, float[] theta, double difference) {
  /** Refuses a length that is none with an {@link IllegalArgumentException}. */
  public SensitivityQuery {
    if (!(difference > 0 && Double.isFinite(difference))) {
      throw new IllegalArgumentException(
          "difference is " + difference + ": a finite difference has a positive length");
    }
  }
}
