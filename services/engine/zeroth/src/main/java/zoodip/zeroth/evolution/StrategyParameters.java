package zoodip.zeroth.evolution;

/**
 * What CMA-ES derives from the dimension and the population alone: Hansen's table 1, with negative
 * weights for the worse half.
 *
 * @param dimension n of the search
 * @param weights [population] of the members in the order of their losses, before the negative ones
 *     are scaled by their lengths
 * @param parents members with positive weights
 * @param selectionMass mu_eff, the parents' effective number
 * @param sigmaRate c_sigma, of the path of the step size
 * @param damping d_sigma, of the step size
 * @param pathRate c_c, of the path of the covariance
 * @param rankOne c_1, of the covariance by its path
 * @param rankMu c_mu, of the covariance by the members
 * @param normalLength the expected length of a standard normal vector
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record StrategyParameters(
    int dimension,
    double[] weights,
    int parents,
    double selectionMass,
    double sigmaRate,
    double damping,
    double pathRate,
    double rankOne,
    double rankMu,
    double normalLength) {

  static StrategyParameters of(int dimension, int population) {
    double n = dimension;
    int parents = population / 2;
    double[] raw = new double[population];
    for (int i = 0; i < population; i++) {
      raw[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1.0);
    }
    double mass = mass(raw, 0, parents);
    double worseMass = mass(raw, parents, population);
    double sigmaRate = (mass + 2) / (n + mass + 5);
    double damping = 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + sigmaRate;
    double rankOne = 2 / ((n + 1.3) * (n + 1.3) + mass);
    double rankMu =
        Math.min(1 - rankOne, 2 * (0.25 + mass + 1 / mass - 2) / ((n + 2) * (n + 2) + mass));
    double negative =
        Math.min(
            Math.min(1 + rankOne / rankMu, 1 + 2 * worseMass / (mass + 2)),
            (1 - rankOne - rankMu) / (n * rankMu));
    return new StrategyParameters(
        dimension,
        normalized(raw, negative),
        parents,
        mass,
        sigmaRate,
        damping,
        (4 + mass / n) / (n + 4 + 2 * mass / n),
        rankOne,
        rankMu,
        Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)));
  }

  /** Generations that go by until the covariance has changed enough to decompose it again. */
  int decompositionInterval() {
    return (int) Math.max(1, Math.floor(1 / (10 * dimension * (rankOne + rankMu))));
  }

  private static double mass(double[] weights, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i];
      squares += weights[i] * weights[i];
    }
    return sum * sum / squares;
  }

  /** Positive weights add up to 1, negative ones to {@code -negative}. */
  private static double[] normalized(double[] raw, double negative) {
    double positiveSum = 0;
    double negativeSum = 0;
    for (double weight : raw) {
      positiveSum += Math.max(weight, 0);
      negativeSum -= Math.min(weight, 0);
    }
    double[] weights = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = raw[i] >= 0 ? raw[i] / positiveSum : negative * raw[i] / negativeSum;
    }
    return weights;
  }
}
