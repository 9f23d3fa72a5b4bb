package zoodip.platform.errors;

import zoodip.v1.ErrorReason;

/** What stands behind a service, the object store or Kafka, could not do what was asked of it. */
public abstract class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String backend;

  /**
   * @param backend its name, for the beginning of a sentence
   */
  protected BackendException(String backend, String message, Throwable cause) {
    super(message, cause);
    this.backend = backend;
  }

  /** What the caller of a service is told. */
  public ServiceException forCaller() {
    return new ServiceException(
        ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
        backend + " does not answer; repeat the call a little later",
        this);
  }
}
