package zoodip.zeroth.subspace;

import java.util.Arrays;
import zoodip.zeroth.linear.MatrixRows;
import zoodip.zeroth.linear.SymmetricEigen;

/**
 * The principal components of a centered history X [tau, d], by way of the small matrix X X' [tau,
 * tau] whose eigenvectors u give the directions u X.
 *
 * @param variances [tau] variance along each component (times tau), falling, none negative
 * @param directions [rank, d] orthonormal, in the same order; components without variance have none
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record PrincipalComponents(double[] variances, double[][] directions) {
  /**
   * Directions shorter than this, relative to the longest, are rounding errors: see {@link #of}.
   */
  private static final double RANK_TOLERANCE = 1e-10;

  /**
   * The components of a history.
   *
   * <p>The eigenvectors of X X' are exact to about 1e-16 of the largest variance, so a direction of
   * far smaller variance is spoilt by those before it. Taking these out again, in falling order,
   * makes the directions orthonormal to the last bits, and leaves nothing but rounding errors of a
   * component without variance.
   */
  static PrincipalComponents of(double[][] centered) {
    SymmetricEigen eigen = SymmetricEigen.of(gram(centered));
    double[] variances = Arrays.stream(eigen.values()).map(value -> Math.max(value, 0)).toArray();
    double shortest = RANK_TOLERANCE * Math.sqrt(variances[0]);
    double[][] directions = new double[variances.length][];
    int rank = 0;
    for (double[] vector : eigen.vectors()) {
      double[] direction = combination(vector, centered);
      double length = orthogonalize(direction, directions, rank);
      if (length > shortest) {
        divide(direction, length);
        directions[rank++] = direction;
      }
    }
    return new PrincipalComponents(variances, Arrays.copyOf(directions, rank));
  }

  /** How many components it takes until their cumulative share of the variance exceeds 1 - nu. */
  int leading(double nu) {
    double total = Arrays.stream(variances).sum();
    double cumulative = 0;
    for (int i = 0; i < variances.length; i++) {
      cumulative += variances[i] / total;
      if (cumulative > 1 - nu) {
        return i + 1;
      }
    }
    return variances.length;
  }

  private static double[][] gram(double[][] rows) {
    double[][] gram = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      double[] products = MatrixRows.times(rows, i + 1, rows[i]);
      for (int k = 0; k <= i; k++) {
        gram[i][k] = products[k];
        gram[k][i] = products[k];
      }
    }
    return gram;
  }

  private static double[] combination(double[] weights, double[][] rows) {
    double[] combination = new double[rows[0].length];
    MatrixRows.subtract(rows, rows.length, negated(weights), combination);
    return combination;
  }

  /**
   * Takes the first {@code count} directions out of {@code vector}; returns what length is left.
   */
  private static double orthogonalize(double[] vector, double[][] directions, int count) {
    double before = length(vector);
    MatrixRows.subtract(directions, count, MatrixRows.times(directions, count, vector), vector);
    double after = length(vector);
    if (after > 0.5 * before) {
      return after;
    }
    MatrixRows.subtract(directions, count, MatrixRows.times(directions, count, vector), vector);
    return length(vector);
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static void divide(double[] vector, double divisor) {
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= divisor;
    }
  }
}
