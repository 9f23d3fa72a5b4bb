package zoodip.diffusion.engine;

/** A failure of libtorch, or of the work given to the engine. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
