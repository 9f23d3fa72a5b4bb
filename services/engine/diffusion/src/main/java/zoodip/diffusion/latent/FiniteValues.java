package zoodip.diffusion.latent;

/** Tells whether something can be made of what a model said. */
public final class FiniteValues {
  private FiniteValues() {}

  /** Whether no value is infinite or NaN. */
  public static boolean areAll(float[] values) {
    return areAll(values, 0, values.length);
  }

  /** The same of those from {@code from} to before {@code to}. */
  static boolean areAll(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
