package zoodip.trainer;

import java.util.Map;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.engine.OutOfMemory;
import zoodip.diffusion.network.WeightException;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.images.decoding.BadPhotoException;
import zoodip.platform.work.FailureReasons;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.safetensors.SafetensorsException;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalException;

/** The reasons behind what models, photos and the optimizer throw. */
final class TrainingFailures {
  private static final FailureReasons REASONS =
      new FailureReasons(
          Map.ofEntries(
              Map.entry(UnknownConceptException.class, ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT),
              Map.entry(PromptException.class, ErrorReason.ERROR_REASON_BAD_SETTINGS),
              Map.entry(SchedulerException.class, ErrorReason.ERROR_REASON_BAD_SETTINGS),
              Map.entry(ConfigException.class, ErrorReason.ERROR_REASON_MODEL_UNUSABLE),
              Map.entry(WeightException.class, ErrorReason.ERROR_REASON_MODEL_UNUSABLE),
              Map.entry(SafetensorsException.class, ErrorReason.ERROR_REASON_MODEL_UNUSABLE),
              Map.entry(BadPhotoException.class, ErrorReason.ERROR_REASON_BAD_PHOTO),
              Map.entry(
                  SigningIdentityException.class, ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE),
              Map.entry(JournalException.class, ErrorReason.ERROR_REASON_DATA_LOSS),
              Map.entry(UnusableLossException.class, ErrorReason.ERROR_REASON_LOSS_NOT_FINITE)),
          OutOfMemory::isExhausted);

  private TrainingFailures() {}

  /** See {@link FailureReasons#named}. */
  static RuntimeException named(RuntimeException failure) {
    return REASONS.named(failure);
  }
}
