package zoodip.diffusion.latent;

import zoodip.diffusion.scheduler.NoiseSchedule;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.diffusion.scheduler.SchedulerConfig;

/**
 * The forward noising of a diffusion model, for training.
 *
 * @param schedule the noise levels of the training timesteps
 * @param prediction what the UNet predicts
 */
public record ForwardProcess(NoiseSchedule schedule, PredictionType prediction) {

  /** The process that a scheduler's configuration describes. */
  public static ForwardProcess of(SchedulerConfig config) {
    return new ForwardProcess(NoiseSchedule.of(config), config.prediction());
  }

  /** z_t = sqrt(acp) z_0 + sqrt(1 - acp) noise. */
  public float[] noisy(float[] latents, float[] noise, int timestep) {
    return combine(latents, signal(timestep), noise, deviation(timestep));
  }

  /** sqrt(acp) noise - sqrt(1 - acp) z_0. */
  public float[] velocity(float[] latents, float[] noise, int timestep) {
    return combine(noise, signal(timestep), latents, -deviation(timestep));
  }

  /** What the UNet should say about z_t. */
  public float[] target(float[] latents, float[] noise, int timestep) {
    return switch (prediction) {
      case EPSILON -> noise.clone();
      case V_PREDICTION -> velocity(latents, noise, timestep);
    };
  }

  private float signal(int timestep) {
    return (float) Math.sqrt(schedule.alphaCumprod(timestep));
  }

  private float deviation(int timestep) {
    return (float) Math.sqrt(1 - schedule.alphaCumprod(timestep));
  }

  private static float[] combine(float[] a, float weightA, float[] b, float weightB) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weightA * a[i] + weightB * b[i];
    }
    return sum;
  }
}
