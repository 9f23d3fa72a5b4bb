package zoodip.platform.work;

import zoodip.v1.ErrorReason;
import zoodip.v1.JobError;

/** What a job is told whose attempts broke down. */
final class AttemptsExhausted {
  private AttemptsExhausted() {}

  /**
   * @param reason INTERNAL or OUT_OF_MEMORY
   * @param attempts that the request had, the last of which ended with {@code cause}
   */
  static JobError error(ErrorReason reason, int attempts, Throwable cause, String worker) {
    String words =
        reason == ErrorReason.ERROR_REASON_OUT_OF_MEMORY
            ? "Memory did not suffice at attempt %d on %s (%s); take a smaller resolution or fewer directions, or give more memory"
                .formatted(attempts, worker, cause.getMessage())
            : "%d attempts broke down, the last with %s; the log of %s has the details"
                .formatted(attempts, cause, worker);
    return FailureClassification.error(reason, words);
  }
}
