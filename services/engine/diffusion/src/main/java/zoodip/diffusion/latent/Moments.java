package zoodip.diffusion.latent;

/**
 * The autoencoder's posterior of one image: a Gaussian for each latent value.
 *
 * @param mean [channels, h, w]
 * @param deviation standard deviations of the same shape
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Moments(float[] mean, float[] deviation) {
  private static final float LOWEST_LOG_VARIANCE = -30;
  private static final float HIGHEST_LOG_VARIANCE = 20;

  /**
   * From the encoder's output.
   *
   * @param moments means, then log variances [2 * channels, h, w]
   */
  public static Moments of(float[] moments) {
    int size = moments.length / 2;
    float[] mean = new float[size];
    float[] deviation = new float[size];
    for (int i = 0; i < size; i++) {
      float logVariance =
          Math.max(LOWEST_LOG_VARIANCE, Math.min(HIGHEST_LOG_VARIANCE, moments[size + i]));
      mean[i] = moments[i];
      deviation[i] = (float) StrictMath.exp(0.5 * logVariance);
    }
    return new Moments(mean, deviation);
  }

  /** The number of latent values. */
  public int size() {
    return mean.length;
  }

  /** A sample in the UNet's scale: scaling * (mean + deviation * noise). */
  public float[] sample(float[] noise, double scaling) {
    float scale = (float) scaling;
    float[] latents = new float[mean.length];
    for (int i = 0; i < latents.length; i++) {
      latents[i] = scale * (mean[i] + deviation[i] * noise[i]);
    }
    return latents;
  }
}
