package zoodip.toybox;

/** A photo set cannot be used; the message says what is wrong and what to do. */
public final class BadSubjectException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadSubjectException(String message) {
    super(message);
  }

  public BadSubjectException(String message, Throwable cause) {
    super(message, cause);
  }
}
