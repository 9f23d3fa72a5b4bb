package zoodip.diffusion.scheduler;

/** A scheduler's configuration or request that cannot be followed; the message names the field. */
public final class SchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SchedulerException(String message) {
    super(message);
  }

  SchedulerException(String message, Throwable cause) {
    super(message, cause);
  }
}
