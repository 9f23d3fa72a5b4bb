package zoodip.diffusion.latent;

/**
 * The shape of one image's latents.
 *
 * @param channels of the latents
 * @param height in latents
 * @param width in latents
 * @param factor pixels on a latent's side
 */
public record LatentSize(int channels, int height, int width, int factor) {

  /** The number of latent values. */
  public int values() {
    return channels * height * width;
  }

  /** SDXL's sizes for an image generated whole: original, no crop, target; each height, width. */
  public float[] conditions() {
    return new float[] {height * factor, width * factor, 0, 0, height * factor, width * factor};
  }
}
