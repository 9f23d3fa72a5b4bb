package zoodip.diffusion.prompt;

/** A prompt or a caption that cannot be used; the message says why. */
public final class PromptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PromptException(String message) {
    super(message);
  }
}
