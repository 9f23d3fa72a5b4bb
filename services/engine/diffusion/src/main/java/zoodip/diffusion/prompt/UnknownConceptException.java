package zoodip.diffusion.prompt;

/** A prompt that names a concept which was not given with it. */
public final class UnknownConceptException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String placeholder;

  public UnknownConceptException(String placeholder) {
    super("the prompt names " + placeholder + ", but no concept of that name was given");
    this.placeholder = placeholder;
  }

  /** As the prompt names it, angle brackets included. */
  public String placeholder() {
    return placeholder;
  }
}
