package zoodip.local.client;

import zoodip.v1.JobError;

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
  public static RunFailedException of(String job, JobError error) {
    return new RunFailedException(
        "%s ended without success: %s %s".formatted(job, error.getReason(), error.getMessage()));
  }
}
