package zoodip.concepts.settings;

import java.util.Optional;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;

/** What a training's settings ask of the optimizer. */
public final class Hyperparameters {
  private Hyperparameters() {}

  /**
   * @param settings all set
   * @throws IllegalArgumentException for settings that cannot work together
   */
  public static ZoSettings of(TrainingSettings settings) {
    return new ZoSettings(
        estimator(settings),
        settings.getDirections(),
        settings.getSmoothing(),
        learningRate(settings),
        settings.getBeta1(),
        settings.getBeta2(),
        settings.getEpsilon(),
        settings.getHistory() == 0
            ? Optional.empty()
            : Optional.of(new SubspaceSettings(settings.getHistory(), settings.getVarianceCut())));
  }

  /** Constant where nothing else is said: so were all rates before one could fall. */
  private static LearningRate learningRate(TrainingSettings settings) {
    double first = settings.getLearningRate();
    return settings.hasFinalLearningRate()
        ? new LearningRate(first, settings.getFinalLearningRate(), settings.getSteps())
        : LearningRate.constant(first);
  }

  private static Estimator estimator(TrainingSettings settings) {
    return switch (settings.getEstimator()) {
      case GRADIENT_ESTIMATOR_RGE -> Estimator.RGE;
      case GRADIENT_ESTIMATOR_SPSA -> Estimator.SPSA;
      case GRADIENT_ESTIMATOR_ONE_POINT -> Estimator.ONE_POINT;
      case GRADIENT_ESTIMATOR_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "the estimator is not set: use RGE, SPSA or ONE_POINT");
    };
  }
}
