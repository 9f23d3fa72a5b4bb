package zoodip.diffusion.generation;

/** A generation that its progress callback stopped. */
public final class GenerationStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GenerationStoppedException(int step, int of) {
    super("stopped after step " + step + " of " + of);
  }
}
