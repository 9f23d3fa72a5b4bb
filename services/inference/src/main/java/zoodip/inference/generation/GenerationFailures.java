package zoodip.inference.generation;

import java.util.Map;
import org.jboss.logging.Logger;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.OutOfMemory;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.StorageException;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.safetensors.SafetensorsException;
import zoodip.v1.ErrorReason;

/** What a caller is told when generation fails. */
final class GenerationFailures {
  private static final Logger LOG = Logger.getLogger(GenerationFailures.class);

  private GenerationFailures() {}

  static ServiceException of(Throwable failure) {
    if (failure instanceof ServiceException reasoned) {
      return reasoned;
    }
    if (failure instanceof UnknownConceptException unknown) {
      return new ServiceException(
          ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
          unknown.getMessage(),
          Map.of("placeholder", unknown.placeholder()));
    }
    if (failure instanceof PromptException) {
      return ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST, "prompt", failure.getMessage());
    }
    if (failure instanceof SchedulerException) {
      return ServiceException.invalid(
          ErrorReason.ERROR_REASON_BAD_SETTINGS, "settings", failure.getMessage());
    }
    if (failure instanceof ConfigException
        || failure instanceof WeightException
        || failure instanceof SafetensorsException
        || failure instanceof ObjectMissingException) {
      LOG.error("A model cannot be used", failure);
      return with(ErrorReason.ERROR_REASON_MODEL_UNUSABLE, failure);
    }
    if (failure instanceof StorageException) {
      LOG.warn("The object store does not answer", failure);
      return with(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, failure);
    }
    if (failure instanceof SigningIdentityException) {
      return with(ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE, failure);
    }
    if (isOutOfMemory(failure)) {
      LOG.error("Memory does not suffice to draw", failure);
      return new ServiceException(
          ErrorReason.ERROR_REASON_OUT_OF_MEMORY,
          "The memory of this inference node does not suffice for this picture; ask for a smaller"
              + " one, or give it more",
          failure);
    }
    LOG.error("Drawing failed unexpectedly", failure);
    return new ServiceException(
        ErrorReason.ERROR_REASON_INTERNAL,
        "Drawing failed unexpectedly; the inference service's log says more",
        failure);
  }

  private static boolean isOutOfMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError || OutOfMemory.isExhausted(cause)) {
        return true;
      }
    }
    return false;
  }

  private static ServiceException with(ErrorReason reason, Throwable failure) {
    return new ServiceException(reason, failure.getMessage(), failure);
  }
}
