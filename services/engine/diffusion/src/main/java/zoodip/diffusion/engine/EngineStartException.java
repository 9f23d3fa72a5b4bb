package zoodip.diffusion.engine;

/**
 * The engine cannot start, or not with what it was told to use. The message is one line: what is
 * wrong, why, and what to set.
 */
public final class EngineStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EngineStartException(String message) {
    super(message);
  }

  EngineStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
