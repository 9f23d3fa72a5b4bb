package zoodip.diffusion.generation;

import java.util.Objects;

/**
 * An image to generate.
 *
 * @param prompt what to generate; may name concepts: {@code a <my-dog> dog in the jungle}
 * @param negativePrompt what to stay away from; blank for nothing
 * @param seed decides the first latents and, for ancestral schedulers, the noise of each step; the
 *     same seed gives the same ones whatever else is in the batch
 * @param width in pixels, a multiple of the model's latent factor
 * @param height in pixels, likewise
 */
public record ImageRequest(String prompt, String negativePrompt, long seed, int width, int height) {

  public ImageRequest {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(negativePrompt, "negativePrompt");
  }
}
