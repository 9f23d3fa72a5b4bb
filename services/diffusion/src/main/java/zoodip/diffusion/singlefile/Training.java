package zoodip.diffusion.singlefile;

import zoodip.diffusion.scheduler.PredictionType;

/**
 * How a checkpoint was trained, as far as its weights do not tell.
 *
 * @param pixels side of its pictures
 * @param zeroTerminalSignal whether the noise schedule ends in noise alone
 */
record Training(PredictionType prediction, int pixels, boolean zeroTerminalSignal) {
  /** The context of Stable Diffusion 2; narrower ones are of smaller models after it. */
  private static final int CONTEXT_2 = 1024;

  static Training of(
      CheckpointFamily family,
      NetworkWeights unet,
      CheckpointMarks marks,
      SingleFileOptions options) {
    PredictionType prediction = options.prediction().orElseGet(() -> usual(family, unet, marks));
    return new Training(prediction, pixels(family, prediction), marks.zeroTerminalSignal());
  }

  private static PredictionType usual(
      CheckpointFamily family, NetworkWeights unet, CheckpointMarks marks) {
    boolean velocity =
        switch (family) {
          case STABLE_DIFFUSION_1 -> false;
          case STABLE_DIFFUSION_2 -> UNetDescription.contextWidth(unet) == CONTEXT_2;
          case STABLE_DIFFUSION_XL -> marks.velocity();
        };
    return velocity ? PredictionType.V_PREDICTION : PredictionType.EPSILON;
  }

  private static int pixels(CheckpointFamily family, PredictionType prediction) {
    return switch (family) {
      case STABLE_DIFFUSION_1 -> 512;
      // its base model was trained on small pictures, and v prediction after it on larger ones
      case STABLE_DIFFUSION_2 -> prediction == PredictionType.V_PREDICTION ? 768 : 512;
      case STABLE_DIFFUSION_XL -> 1024;
    };
  }
}
