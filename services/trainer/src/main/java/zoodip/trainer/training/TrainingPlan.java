package zoodip.trainer.training;

import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.TimestepRange;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.ZoSettings;

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
          Hyperparameters.of(settings),
          settings.getSteps(),
          spec.getSeed(),
          settings.getVectors(),
          settings.getFlipProbability(),
          new TimestepRange(settings.getTimestepLow(), settings.getTimestepHigh()));
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ErrorReason.ERROR_REASON_BAD_SETTINGS, e.getMessage(), e);
    }
  }
}
