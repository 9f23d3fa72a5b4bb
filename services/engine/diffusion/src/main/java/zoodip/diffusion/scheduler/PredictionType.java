package zoodip.diffusion.scheduler;

/** What a UNet predicts. */
public enum PredictionType {
  /** The noise. */
  EPSILON,
  /** The velocity of Salimans and Ho (2022): sqrt(acp) noise - sqrt(1 - acp) latents. */
  V_PREDICTION
}
