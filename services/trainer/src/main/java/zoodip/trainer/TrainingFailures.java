package zoodip.trainer;

import java.util.Optional;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.OutOfMemory;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.images.decoding.BadPhotoException;
import zoodip.platform.errors.ServiceException;
import zoodip.safetensors.SafetensorsException;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalException;

/**
 * The reasons behind what models, photos and the optimizer throw: a job that will fail the same way
 * again is told so at its first attempt, and not tried until nobody knows why.
 */
final class TrainingFailures {
  private TrainingFailures() {}

  /** The failure with its reason, if it has one; the first along the chain of causes counts. */
  static RuntimeException named(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServiceException) {
        return failure;
      }
      Optional<ErrorReason> reason = reason(cause);
      if (reason.isPresent()) {
        return new ServiceException(reason.get(), cause.getMessage(), failure);
      }
    }
    return failure;
  }

  private static Optional<ErrorReason> reason(Throwable cause) {
    if (cause instanceof UnknownConceptException) {
      return Optional.of(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT);
    }
    if (cause instanceof PromptException || cause instanceof SchedulerException) {
      return Optional.of(ErrorReason.ERROR_REASON_BAD_SETTINGS);
    }
    if (cause instanceof ConfigException
        || cause instanceof WeightException
        || cause instanceof SafetensorsException) {
      return Optional.of(ErrorReason.ERROR_REASON_MODEL_UNUSABLE);
    }
    if (cause instanceof BadPhotoException) {
      return Optional.of(ErrorReason.ERROR_REASON_BAD_PHOTO);
    }
    if (cause instanceof JournalException) {
      return Optional.of(ErrorReason.ERROR_REASON_DATA_LOSS);
    }
    if (cause instanceof UnusableLossException) {
      return Optional.of(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE);
    }
    return OutOfMemory.isExhausted(cause)
        ? Optional.of(ErrorReason.ERROR_REASON_OUT_OF_MEMORY)
        : Optional.empty();
  }
}
