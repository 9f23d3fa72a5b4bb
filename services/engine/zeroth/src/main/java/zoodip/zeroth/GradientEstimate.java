package zoodip.zeroth;

/**
 * The gradient that the losses of one step let us guess, before any direction is removed from it.
 */
final class GradientEstimate {
  private GradientEstimate() {}

  /**
   * The sum of slope_i e_i over n directions, divided by n sqrt((d' + n - 1) / n).
   *
   * <p>The root is not in the paper but in its published code; through Adam's epsilon it matters.
   *
   * @param losses one a candidate, finite
   * @param directions [drawn, d] the e_i
   * @param removed directions that the subspace will remove: d' is d minus these
   */
  static double[] of(ZoSettings settings, float[] losses, float[][] directions, int removed) {
    int n = settings.directions();
    double[] gradient = new double[directions[0].length];
    for (int i = 0; i < n; i++) {
      double slope = settings.estimator().slope(losses, i, settings.mu());
      float[] direction = directions[i];
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += slope * direction[j];
      }
    }
    double remaining = gradient.length - removed;
    double divisor = n * Math.sqrt((remaining + n - 1) / n);
    for (int j = 0; j < gradient.length; j++) {
      gradient[j] /= divisor;
    }
    return gradient;
  }
}
