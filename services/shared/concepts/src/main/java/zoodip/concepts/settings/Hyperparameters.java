package zoodip.concepts.settings;

import java.util.Optional;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.descent.DescentSettings;
import zoodip.zeroth.evolution.EvolutionSettings;
import zoodip.zeroth.sensitivity.BasisSettings;
import zoodip.zeroth.sensitivity.SensitivitySettings;

/**
 * The settings of a training as those behind the gateway read them, which has completed and checked
 * them: no default is known here.
 *
 * @param optimizer settings of the method
 * @param steps update steps of the whole training
 * @param seed all randomness follows from it
 * @param vectors learned vectors of each text encoder
 * @param flipProbability probability that a step sees the mirrored photo, in [0, 1]
 * @param sampling how steps draw photos and timesteps
 * @param timesteps that steps draw from
 * @param resolution side of the square that photos are brought to, in pixels
 * @param squash whether the whole photo is resized to it, not its centre cut out
 * @param probe how much is looked at the probe set
 */
public record Hyperparameters(
    OptimizerSettings optimizer,
    int steps,
    long seed,
    int vectors,
    double flipProbability,
    Sampling sampling,
    TimestepRange timesteps,
    int resolution,
    boolean squash,
    ProbeSettings probe) {

  private static final double HALF = 0.5;

  /** Refuses a probability that cannot be kept with an {@link IllegalArgumentException}. */
  public Hyperparameters {
    if (!(flipProbability >= 0 && flipProbability <= 1)) {
      throw new IllegalArgumentException(
          "flipProbability is " + flipProbability + ": a probability lies in [0, 1]");
    }
    if (sampling == Sampling.IN_TURN && flipProbability != 0 && flipProbability != HALF) {
      throw new IllegalArgumentException(
          "flipProbability is %s, but photos that are gone through in turn are mirrored never or every other time: use 0 or 0.5"
              .formatted(flipProbability));
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
        sampling(settings),
        new TimestepRange(settings.getTimestepLow(), settings.getTimestepHigh()),
        settings.getResolution(),
        settings.getSquash(),
        probe(settings));
  }

  /**
   * Records from before there were probes have none of their settings: such trainings go without.
   */
  private static ProbeSettings probe(TrainingSettings settings) {
    return new ProbeSettings(
        settings.getProbeShare(), settings.getStopAfterProbes(), settings.getStopImprovement());
  }

  /** Records from before there was a choice name no method: they are of the published one. */
  private static OptimizerSettings optimizer(TrainingSettings settings) {
    return switch (settings.getMethod()) {
      case TRAINING_METHOD_UNSPECIFIED, TRAINING_METHOD_ZOODIP -> zoodip(settings);
      case TRAINING_METHOD_SENSITIVITY_DIRECTIONS -> sensitivityDirections(settings);
      case TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION -> evolution(settings);
      case TRAINING_METHOD_TEXTUAL_INVERSION -> descent(settings);
      case UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "the method has the number %d, which this program does not know: use one as new as the one that accepted the training"
                  .formatted(settings.getMethodValue()));
    };
  }

  private static Sampling sampling(TrainingSettings settings) {
    return settings.getMethod() == TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS
        ? Sampling.IN_TURN
        : Sampling.INDEPENDENT;
  }

  private static SensitivitySettings sensitivityDirections(TrainingSettings settings) {
    return new SensitivitySettings(
        settings.getDirections(),
        settings.getSmoothing(),
        learningRate(settings),
        settings.getBeta1(),
        settings.getBeta2(),
        settings.getDamping(),
        new BasisSettings(
            settings.getBasisInterval(),
            longestInterval(settings),
            settings.getBasisShare(),
            settings.getBasisFewest(),
            settings.getBasisMost(),
            settings.getBasisDifference()));
  }

  /** Always the same where nothing else is said: so were all intervals before one could grow. */
  private static int longestInterval(TrainingSettings settings) {
    return settings.hasBasisIntervalMost()
        ? settings.getBasisIntervalMost()
        : settings.getBasisInterval();
  }

  private static EvolutionSettings evolution(TrainingSettings settings) {
    return new EvolutionSettings(
        settings.getIntrinsicDimension(),
        settings.getPopulation(),
        settings.getSigma(),
        settings.getAlpha());
  }

  private static DescentSettings descent(TrainingSettings settings) {
    return new DescentSettings(
        learningRate(settings),
        settings.getBeta1(),
        settings.getBeta2(),
        settings.getEpsilon(),
        settings.getWeightDecay());
  }

  private static ZoSettings zoodip(TrainingSettings settings) {
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
