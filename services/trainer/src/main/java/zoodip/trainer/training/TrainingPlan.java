package zoodip.trainer.training;

import java.util.Optional;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.sampling.TimestepRange;

/**
 * What a training's settings ask of the optimizer and of the samples it sees.
 *
 * @param steps update steps of the whole training
 * @param seed all randomness follows from it
 * @param vectors learned vectors of each text encoder
 * @param flipProbability probability that a step sees the mirrored photo
 */
public record TrainingPlan(
    ZoSettings optimizer,
    long steps,
    long seed,
    int vectors,
    double flipProbability,
    TimestepRange timesteps) {

  /**
   * The plan of a job whose settings are all set.
   *
   * @throws ServiceException BAD_SETTINGS for settings that cannot work together
   */
  public static TrainingPlan of(TrainingSpec spec) {
    TrainingSettings settings = spec.getSettings();
    try {
      return new TrainingPlan(
          optimizer(settings),
          settings.getSteps(),
          spec.getSeed(),
          settings.getVectors(),
          settings.getFlipProbability(),
          new TimestepRange(settings.getTimestepLow(), settings.getTimestepHigh()));
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ErrorReason.ERROR_REASON_BAD_SETTINGS, e.getMessage(), e);
    }
  }

  private static ZoSettings optimizer(TrainingSettings settings) {
    return new ZoSettings(
        estimator(settings),
        settings.getDirections(),
        settings.getSmoothing(),
        settings.getLearningRate(),
        settings.getBeta1(),
        settings.getBeta2(),
        settings.getEpsilon(),
        settings.getHistory() == 0
            ? Optional.empty()
            : Optional.of(new SubspaceSettings(settings.getHistory(), settings.getVarianceCut())));
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
