package zoodip.diffusion.scheduler;

/**
 * The clean image and the noise that latents and the model's output stand for, as weights of the
 * two.
 */
record Prediction(
    double imageOfSample, double imageOfOutput, double noiseOfSample, double noiseOfOutput) {

  /** At a share {@code alpha} of the image's power. */
  static Prediction at(double alpha, PredictionType type) {
    if (alpha == 0 && type == PredictionType.EPSILON) {
      throw new SchedulerException(
          "a model that predicts the noise cannot start from noise alone: with"
              + " rescale_betas_zero_snr the prediction_type must be v_prediction");
    }
    double signal = Math.sqrt(alpha);
    double deviation = Math.sqrt(1 - alpha);
    return switch (type) {
      case EPSILON -> new Prediction(1 / signal, -deviation / signal, 0, 1);
      case V_PREDICTION -> new Prediction(signal, -deviation, deviation, signal);
    };
  }
}
