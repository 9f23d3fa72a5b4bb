package zoodip.cli.experiment.plan;

import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;

/**
 * What a training costs: rows of the UNet, one for each loss. Textual inversion goes back through
 * its row, too, which takes about as long as two more and is not counted.
 */
public final class UnetRows {
  private UnetRows() {}

  /** Of all steps; the settings are complete. */
  public static long of(TrainingSettings settings) {
    return (long) settings.getSteps() * lossesPerStep(settings);
  }

  /** The most steps that take at most so many rows; 0 if one takes more. */
  public static int steps(TrainingSettings settings, int rows) {
    return rows / lossesPerStep(settings);
  }

  private static int lossesPerStep(TrainingSettings settings) {
    return switch (settings.getMethod()) {
      case TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION -> settings.getPopulation();
      case TRAINING_METHOD_TEXTUAL_INVERSION -> 1;
      default -> estimator(settings).candidates(settings.getDirections());
    };
  }

  /** Sensitivity directions, too, take the base and one candidate for each direction. */
  private static Estimator estimator(TrainingSettings settings) {
    if (settings.getMethod() == TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS) {
      return Estimator.RGE;
    }
    return Estimator.valueOf(settings.getEstimator().name().replace("GRADIENT_ESTIMATOR_", ""));
  }
}
