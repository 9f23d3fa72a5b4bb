package zoodip.cli.hub;

/** A hub that does not answer, or not as it should; the same may work later. */
public final class HubException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HubException(String message) {
    super(message);
  }

  HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
