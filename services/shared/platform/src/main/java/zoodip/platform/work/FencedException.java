package zoodip.platform.work;

/** Another attempt has taken over the job: this one must stop and say nothing more. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FencedException(String job, Throwable cause) {
    super("Another attempt has taken over " + job, cause);
  }
}
