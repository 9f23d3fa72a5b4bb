package zoodip.gateway.jobs;

import java.util.List;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.PhotoReference;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.Topics;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;

/**
 * Whether a job fits into the event that makes it: in bytes as they are written, of which a letter
 * may take four.
 */
final class EventSizeLimit {
  private EventSizeLimit() {}

  /**
   * The same.
   *
   * @throws ServiceException INVALID_REQUEST with the field that takes most of what is too much
   */
  static Accepted checked(Accepted accepted) {
    int bytes = JobEvent.newBuilder().setAccepted(accepted).build().getSerializedSize();
    if (bytes > Topics.MAX_EVENT_BYTES) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          largest(accepted.getSpec()),
          ("The job takes %d bytes of UTF-8, and may take %d; most of it are the prompts of an"
                  + " evaluation or the captions of the subject's photos: use fewer or shorter ones")
              .formatted(bytes, Topics.MAX_EVENT_BYTES));
    }
    return accepted;
  }

  private static String largest(JobSpec spec) {
    if (spec.hasTraining()) {
      TrainingSpec training = spec.getTraining();
      return areMost(training.getPhotosList(), training.getEvaluation())
          ? "training_job.subject"
          : "training_job.evaluation.prompts";
    }
    EvaluationSpec evaluation = spec.getEvaluation();
    return areMost(evaluation.getPhotosList(), evaluation.getSettings())
        ? "evaluation.subject"
        : "evaluation.settings.prompts";
  }

  private static boolean areMost(List<PhotoReference> photos, EvaluationSettings evaluation) {
    long bytes = photos.stream().mapToLong(PhotoReference::getSerializedSize).sum();
    return bytes > evaluation.getSerializedSize();
  }
}
