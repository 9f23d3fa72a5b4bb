package zoodip.concepts.settings;

import java.util.Optional;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;

/**
 * The settings of a training as those behind the gateway read them, which has completed and checked
 * them: no default is known here.
 *
 * @param optimizer settings of the optimizer
 * @param steps update steps of the whole training
 * @param seed all randomness follows from it
 * @param vectors learned vectors of each text encoder
 * @param flipProbability probability that a step sees the mirrored photo, in [0, 1]
 * @param timesteps that steps draw from
 * @param resolution side of the square that photos are brought to, in pixels
 * @param squash whether the whole photo is resized to it, not its centre cut out
 */
public record Hyperparameters(
    ZoSettings optimizer,
    int steps,
    long seed,
    int vectors,
    double flipProbability,
    TimestepRange timesteps,
    int resolution,
    boolean squash) {

  /** Refuses a probability out of range with an {@link IllegalArgumentException}. */
  public Hyperparameters {
    if (!(flipProbability >= 0 && flipProbability <= 1)) {
      throw new IllegalArgumentException(
          "flipProbability is " + flipProbability + ": a probability lies in [0, 1]");
    }
  }

  /**
   * Those of a training whose settings are all set.
   *
   * @throws IllegalArgumentException for settings that cannot work together
   */
  public static Hyperparameters of(TrainingSpec spec) {
    TrainingSettings settings = spec.getSettings();
    return new Hyperparameters(
        optimizer(settings),
        settings.getSteps(),
        spec.getSeed(),
        settings.getVectors(),
        settings.getFlipProbability(),
        new TimestepRange(settings.getTimestepLow(), settings.getTimestepHigh()),
        settings.getResolution(),
        settings.getSquash());
  }

  private static ZoSettings optimizer(TrainingSettings settings) {
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
