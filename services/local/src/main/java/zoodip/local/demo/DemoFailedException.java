package zoodip.local.demo;

import zoodip.v1.JobError;

/** The demo did not reach its end; the message says at what it failed and why. */
final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailedException(String message) {
    super(message);
  }

  DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static DemoFailedException of(String job, JobError error) {
    return new DemoFailedException(
        "%s ended without success: %s %s".formatted(job, error.getReason(), error.getMessage()));
  }
}
