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
  /** Rows of a published step: theta and two directions. */
  private static final int FEWEST = 3;

  /** Positions of such a step at 512 pixels. */
  private static final int POSITIONS = FEWEST * 64 * 64;

  /** The number of latent values. */
  public int values() {
    return channels * height * width;
  }

  /**
   * The rows of one training that are computed together at most: with large latents no more than
   * the published step has, with small ones as many as take no more memory than that one does at
   * 512 pixels.
   */
  public int rowsAtOnce() {
    return Math.max(FEWEST, POSITIONS / (height * width));
  }

  /** SDXL's sizes for an image generated whole: original, no crop, target; each height, width. */
  public float[] conditions() {
    return new float[] {height * factor, width * factor, 0, 0, height * factor, width * factor};
  }
}
