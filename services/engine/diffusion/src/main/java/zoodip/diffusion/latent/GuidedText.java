package zoodip.diffusion.latent;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The texts of a batch of b images, as token ids.
 *
 * @param prompts for each text encoder [b, tokens]
 * @param negatives likewise; empty without guidance
 * @param zeroNegatives whether the negative side is conditioned on zeros instead of {@code
 *     negatives}
 * @param concepts for each text encoder [1, vectors, width]
 */
public record GuidedText(
    List<NDArray> prompts, List<NDArray> negatives, boolean zeroNegatives, List<NDArray> concepts) {

  boolean guided() {
    return zeroNegatives || !negatives.isEmpty();
  }
}
