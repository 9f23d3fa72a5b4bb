package zoodip.platform.work;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.KafkaUnavailableException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.StorageException;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/** What a handler's exception means for the job. */
sealed interface FailureClassification {
  /** Somebody else has the job. */
  record Fenced() implements FailureClassification {}

  /** The job can never succeed. */
  record Permanent(JobError error) implements FailureClassification {}

  /** Something that the work needs does not answer now. */
  record Transient(String problem) implements FailureClassification {}

  /** Memory did not suffice; it may when the neighbours have less of it. */
  record MemoryExhausted(Throwable cause) implements FailureClassification {}

  /** A defect, or the consequence of one. */
  record Unexpected(Throwable cause) implements FailureClassification {}

  /** The first exception along the chain of causes that says something decides. */
  static FailureClassification of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<FailureClassification> found = classify(cause);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return repeats(failure)
        ? new Permanent(error(ErrorReason.ERROR_REASON_INTERNAL, "The work is refused: " + failure))
        : new Unexpected(failure);
  }

  private static Optional<FailureClassification> classify(Throwable cause) {
    if (cause instanceof FencedException) {
      return Optional.of(new Fenced());
    }
    if (cause instanceof ServiceException reasoned) {
      return Optional.of(of(reasoned));
    }
    if (cause instanceof ObjectMissingException missing) {
      return Optional.of(
          new Permanent(error(ErrorReason.ERROR_REASON_DATA_LOSS, missing.getMessage())));
    }
    if (cause instanceof OutOfMemoryError) {
      return Optional.of(new MemoryExhausted(cause));
    }
    return cause instanceof StorageException
            || cause instanceof KafkaUnavailableException
            || cause instanceof KafkaException
        ? Optional.of(new Transient(String.valueOf(cause.getMessage())))
        : Optional.empty();
  }

  private static FailureClassification of(ServiceException failure) {
    return switch (failure.reason()) {
      case ERROR_REASON_BACKEND_UNAVAILABLE, ERROR_REASON_OVERLOADED ->
          new Transient(failure.getMessage());
      case ERROR_REASON_OUT_OF_MEMORY -> new MemoryExhausted(failure);
      case ERROR_REASON_INTERNAL -> new Unexpected(failure);
      default -> new Permanent(error(failure.reason(), failure.getMessage()));
    };
  }

  /** Whether the same work fails the same way wherever it is tried: it is the input's fault. */
  private static boolean repeats(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException
          || cause instanceof UnsupportedOperationException
          || cause instanceof ArithmeticException
          || cause instanceof StackOverflowError) {
        return true;
      }
    }
    return false;
  }

  static JobError error(ErrorReason reason, String message) {
    return JobError.newBuilder().setReason(reason).setMessage(message).build();
  }
}
