package zoodip.zeroth.subspace;

/** Brings every feature (column) of a history to zero mean and unit variance. */
final class StandardizedHistory {
  private StandardizedHistory() {}

  /**
   * The standardized history [tau, d]; a feature of zero variance keeps scale 1, and so becomes 0.
   *
   * @param history [tau, d]
   */
  static double[][] of(float[][] history) {
    double[] means = means(history);
    double[] scales = scales(history, means);
    double[][] standardized = new double[history.length][means.length];
    for (int i = 0; i < history.length; i++) {
      for (int j = 0; j < means.length; j++) {
        standardized[i][j] = (history[i][j] - means[j]) / scales[j];
      }
    }
    return standardized;
  }

  private static double[] means(float[][] history) {
    double[] means = new double[history[0].length];
    for (float[] theta : history) {
      for (int j = 0; j < means.length; j++) {
        means[j] += theta[j];
      }
    }
    for (int j = 0; j < means.length; j++) {
      means[j] /= history.length;
    }
    return means;
  }

  private static double[] scales(float[][] history, double[] means) {
    double[] scales = new double[means.length];
    for (float[] theta : history) {
      for (int j = 0; j < means.length; j++) {
        double deviation = theta[j] - means[j];
        scales[j] += deviation * deviation;
      }
    }
    for (int j = 0; j < means.length; j++) {
      scales[j] = scales[j] == 0 ? 1 : Math.sqrt(scales[j] / history.length);
    }
    return scales;
  }
}
