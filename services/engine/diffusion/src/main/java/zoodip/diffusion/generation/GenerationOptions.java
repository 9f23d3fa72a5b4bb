package zoodip.diffusion.generation;

import java.util.Optional;

/**
 * How images are generated.
 *
 * @param scheduler {@code ddim}, {@code pndm}, {@code euler}, {@code euler_ancestral} or {@code
 *     dpmpp_2m}; empty for the model's own
 * @param steps denoising steps
 * @param guidanceScale strength of classifier-free guidance; 1 or less switches it off
 * @param batchSize the most images generated together
 */
public record GenerationOptions(
    Optional<String> scheduler, int steps, double guidanceScale, int batchSize) {

  public GenerationOptions {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, not " + steps);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
    }
    if (!Double.isFinite(guidanceScale) || guidanceScale < 0) {
      throw new IllegalArgumentException(
          "guidanceScale must be a number from 0 upwards, not " + guidanceScale);
    }
  }

  /** The model's own scheduler. */
  public static GenerationOptions of(int steps, double guidanceScale, int batchSize) {
    return new GenerationOptions(Optional.empty(), steps, guidanceScale, batchSize);
  }

  boolean guided() {
    return guidanceScale > 1;
  }
}
