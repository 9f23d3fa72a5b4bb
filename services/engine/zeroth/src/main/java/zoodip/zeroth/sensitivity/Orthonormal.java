package zoodip.zeroth.sensitivity;

import zoodip.zeroth.linear.MatrixRows;

/**
 * The orthogonal factor of a QR decomposition whose R has a positive diagonal, by Gram and
 * Schmidt's method, each row orthogonalized twice.
 */
final class Orthonormal {
  private Orthonormal() {}

  /**
   * Makes rows orthonormal, in place and in their order.
   *
   * @param rows [n][d], n at most d, linearly independent
   */
  static void rows(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      for (int pass = 0; pass < 2; pass++) {
        MatrixRows.subtract(rows, i, MatrixRows.times(rows, i, rows[i]), rows[i]);
      }
      double length = Math.sqrt(squaredLength(rows[i]));
      if (!(length > 0)) {
        throw new IllegalArgumentException("row " + i + " depends on those before it");
      }
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] /= length;
      }
    }
  }

  static double squaredLength(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return sum;
  }
}
