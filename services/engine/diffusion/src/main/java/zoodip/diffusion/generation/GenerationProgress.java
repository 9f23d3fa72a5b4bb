package zoodip.diffusion.generation;

import zoodip.images.RgbImage;

/** Hears how a generation gets on, and may stop it. All calls come on the caller's thread. */
@FunctionalInterface
public interface GenerationProgress {
  /** Never stops. */
  GenerationProgress NONE = (step, of) -> true;

  /**
   * Called after each step of each batch.
   *
   * @param step steps done, over all batches
   * @param of steps in all
   * @return whether to go on
   */
  boolean step(int step, int of);

  /**
   * Asked after each step but a batch's last whether a preview is wanted; one costs a decoding.
   *
   * @param request index of the request
   * @param step steps done of its batch
   */
  default boolean wantsPreview(int request, int step) {
    return false;
  }

  /**
   * Takes a preview: the image as the model foresees it, blurred in the first steps. There is none
   * where what is foreseen is not finite; whether the image itself is, its end tells.
   *
   * @param request index of the request
   */
  default void preview(int request, RgbImage preview) {}

  /** Told after each batch what it took. */
  default void took(GenerationTime time) {}
}
