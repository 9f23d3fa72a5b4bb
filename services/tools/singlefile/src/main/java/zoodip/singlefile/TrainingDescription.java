package zoodip.singlefile;

import java.util.Optional;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.safetensors.SafetensorsFile;

/**
 * How a checkpoint was trained, as far as its weights do not tell.
 *
 * @param pixels side of its images
 * @param zeroTerminalSignal whether the noise schedule ends in noise alone
 */
record TrainingDescription(PredictionType prediction, int pixels, boolean zeroTerminalSignal) {
  /** The context of Stable Diffusion 2; narrower ones are of smaller models after it. */
  private static final int CONTEXT_2 = 1024;

  /**
   * By the option if there is one, else by what the file says, else as is usual.
   *
   * @throws ConfigException if the file contradicts itself
   */
  static TrainingDescription of(
      SafetensorsFile file, CheckpointFamily family, StateDict unet, SingleFileOptions options) {
    TrainingClaims claims = MarkerTensors.claims(file);
    TrainingMetadata.addTo(claims, file);
    if (options.prediction().isEmpty()) {
      claims.contradiction(family).ifPresent(problem -> refuse(file, problem));
    }
    return of(family, unet, claims, options.prediction().or(claims::prediction));
  }

  static TrainingDescription of(
      CheckpointFamily family,
      StateDict unet,
      TrainingClaims claims,
      Optional<PredictionType> told) {
    PredictionType prediction = told.orElseGet(() -> usual(family, unet));
    // who predicts the noise cannot have learned from noise alone
    boolean zero = claims.hasZeroTerminalSignal() && prediction == PredictionType.V_PREDICTION;
    return new TrainingDescription(prediction, pixels(family, prediction), zero);
  }

  private static void refuse(SafetensorsFile file, String problem) {
    throw new ConfigException(
        file.path(),
        problem + "; say with --prediction-type epsilon or v_prediction what it predicts");
  }

  private static PredictionType usual(CheckpointFamily family, StateDict unet) {
    boolean velocity =
        family == CheckpointFamily.STABLE_DIFFUSION_2
            && UNetDescription.contextWidth(unet) == CONTEXT_2;
    return velocity ? PredictionType.V_PREDICTION : PredictionType.EPSILON;
  }

  private static int pixels(CheckpointFamily family, PredictionType prediction) {
    return switch (family) {
      case STABLE_DIFFUSION_1 -> 512;
      // its base model was trained on small images, and v prediction after it on larger ones
      case STABLE_DIFFUSION_2 -> prediction == PredictionType.V_PREDICTION ? 768 : 512;
      case STABLE_DIFFUSION_XL -> 1024;
    };
  }
}
