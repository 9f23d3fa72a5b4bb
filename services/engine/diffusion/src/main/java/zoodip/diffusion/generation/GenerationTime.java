package zoodip.diffusion.generation;

import java.time.Duration;

/**
 * What generating a batch took.
 *
 * @param text encoding the prompts
 * @param unet all steps, with the scheduler's part and what previews were asked for
 * @param decoder from latents to images, with loading the decoder at its first use
 */
public record GenerationTime(Duration text, Duration unet, Duration decoder) {
  public static final GenerationTime ZERO =
      new GenerationTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Both together. */
  public GenerationTime plus(GenerationTime other) {
    return new GenerationTime(
        text.plus(other.text), unet.plus(other.unet), decoder.plus(other.decoder));
  }
}
