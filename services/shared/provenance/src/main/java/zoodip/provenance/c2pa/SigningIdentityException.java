package zoodip.provenance.c2pa;

/** Key or certificates that nothing can be signed with; the message says why and what to do. */
public final class SigningIdentityException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SigningIdentityException(String message) {
    super(message);
  }

  SigningIdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
