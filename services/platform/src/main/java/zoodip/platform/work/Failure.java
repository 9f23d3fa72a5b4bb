package zoodip.platform.work;

import org.apache.kafka.common.KafkaException;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.StorageException;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/** What a handler's exception means for the job. */
sealed interface Failure {
  /** Somebody else has the job. */
  record Fenced() implements Failure {}

  /** The job can never succeed. */
  record Lasting(JobError error) implements Failure {}

  /** Something that the work needs does not answer now. */
  record Passing(String problem) implements Failure {}

  /** A defect, or the consequence of one. */
  record Unexpected(Throwable cause) implements Failure {}

  /** The first exception along the chain of causes that says something decides. */
  static Failure of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof FencedException) {
        return new Fenced();
      }
      if (cause instanceof ServiceException reasoned) {
        return of(reasoned);
      }
      if (cause instanceof ObjectMissingException missing) {
        return new Lasting(error(ErrorReason.ERROR_REASON_DATA_LOSS, missing.getMessage()));
      }
      if (cause instanceof StorageException
          || cause instanceof KafkaUnavailableException
          || cause instanceof KafkaException) {
        return new Passing(String.valueOf(cause.getMessage()));
      }
    }
    return new Unexpected(failure);
  }

  private static Failure of(ServiceException failure) {
    return switch (failure.reason()) {
      case ERROR_REASON_BACKEND_UNAVAILABLE, ERROR_REASON_OVERLOADED ->
          new Passing(failure.getMessage());
      case ERROR_REASON_INTERNAL -> new Unexpected(failure);
      default -> new Lasting(error(failure.reason(), failure.getMessage()));
    };
  }

  static JobError error(ErrorReason reason, String message) {
    return JobError.newBuilder().setReason(reason).setMessage(message).build();
  }
}
