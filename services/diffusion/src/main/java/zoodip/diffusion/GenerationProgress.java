package zoodip.diffusion;

/** Hears how a generation gets on, and may stop it. */
@FunctionalInterface
public interface GenerationProgress {
  /** Never stops. */
  GenerationProgress NONE = (step, of) -> true;

  /**
   * Called on the caller's thread after each step of each batch.
   *
   * @param step steps done, over all batches
   * @param of steps in all
   * @return whether to go on
   */
  boolean step(int step, int of);
}
