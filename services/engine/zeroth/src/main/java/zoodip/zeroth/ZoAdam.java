package zoodip.zeroth;

/**
 * Adam on estimated gradients. Theta and both moments are kept in fp32; each number is computed in
 * fp64 from them and rounded once.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", algorithm 1.
 */
final class ZoAdam {
  private final ZoSettings settings;
  private final float[] theta;
  private final float[] firstMoment;
  private final float[] secondMoment;

  /** Adam at this theta [d], which it changes. */
  ZoAdam(ZoSettings settings, float[] theta) {
    this.settings = settings;
    this.theta = theta;
    this.firstMoment = new float[theta.length];
    this.secondMoment = new float[theta.length];
  }

  /**
   * Moves theta against a gradient [d].
   *
   * @param step the step that this update finishes, 1 for the first
   */
  void update(double[] gradient, long step) {
    double beta1 = settings.beta1();
    double beta2 = settings.beta2();
    double correction1 = 1 - StrictMath.pow(beta1, (double) step);
    double correction2 = 1 - StrictMath.pow(beta2, (double) step);
    double learningRate = settings.learningRate().at(step);
    double epsilon = settings.epsilon();
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      float m = (float) (beta1 * firstMoment[j] + (1 - beta1) * g);
      float v = (float) (beta2 * secondMoment[j] + (1 - beta2) * (g * g));
      double root = Math.sqrt(v / correction2) + epsilon;
      firstMoment[j] = m;
      secondMoment[j] = v;
      theta[j] = (float) (theta[j] - learningRate * (m / correction1) / root);
    }
  }
}
