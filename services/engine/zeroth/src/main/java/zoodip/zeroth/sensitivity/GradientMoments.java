package zoodip.zeroth.sensitivity;

/**
 * The running mean of gradients over the root of the running mean of their squared length: Adam's
 * moments with one second moment for all numbers, and no epsilon.
 */
final class GradientMoments {
  private final double beta1;
  private final double beta2;
  private final double[] first;
  private double second;

  GradientMoments(double beta1, double beta2, int dimension) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    first = new double[dimension];
  }

  /**
   * Takes in a step's gradient [d].
   *
   * @param step 1 for the first
   * @return [d] the quotient of both moments, bias-corrected; 0 while all gradients were
   */
  double[] update(double[] gradient, long step) {
    double correction1 = 1 - StrictMath.pow(beta1, (double) step);
    double correction2 = 1 - StrictMath.pow(beta2, (double) step);
    second = beta2 * second + (1 - beta2) * Orthonormal.squaredLength(gradient);
    double root = Math.sqrt(second / correction2);
    double[] quotient = new double[first.length];
    for (int j = 0; j < first.length; j++) {
      first[j] = beta1 * first[j] + (1 - beta1) * gradient[j];
      quotient[j] = root > 0 ? first[j] / correction1 / root : 0;
    }
    return quotient;
  }
}
