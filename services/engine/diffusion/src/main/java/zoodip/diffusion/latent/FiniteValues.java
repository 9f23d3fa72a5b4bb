package zoodip.diffusion.latent;

/** Tells whether something can be made of what a model said. */
public final class FiniteValues {
  private FiniteValues() {}

  /** Whether no value is infinite or NaN. */
  public static boolean areAll(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
