package zoodip.client;

import zoodip.v1.JobError;
import zoodip.v1.JobState;

/** What was asked of the server did not come about; the message says what and why. */
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A job ended in another state than SUCCEEDED. */
  public static RunFailedException of(String job, JobState state, JobError error) {
    if (state == JobState.JOB_STATE_CANCELLED) {
      return new RunFailedException(job + " was cancelled");
    }
    String reason = error.getReason().name().replace("ERROR_REASON_", "");
    return new RunFailedException("%s failed: %s: %s".formatted(job, reason, error.getMessage()));
  }
}
