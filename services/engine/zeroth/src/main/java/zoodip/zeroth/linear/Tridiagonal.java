package zoodip.zeroth.linear;

/**
 * A symmetric matrix A as Q T Q', with T tridiagonal and Q orthogonal (Householder's reduction).
 *
 * @param diagonal [n] of T
 * @param offDiagonal [n], the last one 0: entry i couples i and i + 1 in T
 * @param basis [n, n]: Q transposed, so that row i is the direction of T's coordinate i
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Tridiagonal(double[] diagonal, double[] offDiagonal, double[][] basis) {

  static Tridiagonal of(double[][] matrix) {
    int n = matrix.length;
    double[][] work = new double[n][];
    for (int i = 0; i < n; i++) {
      work[i] = matrix[i].clone();
    }
    double[] offDiagonal = new double[n];
    double[] factors = new double[n];
    for (int k = 0; k < n - 1; k++) {
      factors[k] = reduce(work, k, offDiagonal);
    }
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = work[i][i];
    }
    return new Tridiagonal(diagonal, offDiagonal, basis(work, factors));
  }

  /**
   * Clears row and column k beyond the off-diagonal with the reflection 1 - factor v v', and leaves
   * v in the row's place; returns the factor, 0 if there was nothing to clear.
   */
  private static double reduce(double[][] work, int k, double[] offDiagonal) {
    int n = work.length;
    double[] v = work[k];
    double beyond = 0;
    for (int j = k + 2; j < n; j++) {
      beyond += v[j] * v[j];
    }
    double first = v[k + 1];
    if (beyond == 0) {
      offDiagonal[k] = first;
      return 0;
    }
    double norm = Math.sqrt(beyond + first * first);
    double reflected = first > 0 ? -norm : norm;
    offDiagonal[k] = reflected;
    v[k + 1] = first - reflected;
    double factor = 1 / (norm * norm - reflected * first);
    reflect(work, k, v, factor);
    return factor;
  }

  /** Applies the reflection from both sides to the block beyond k: subtracts v w' + w v'. */
  private static void reflect(double[][] work, int k, double[] v, double factor) {
    int n = work.length;
    double[] w = new double[n];
    double overlap = 0;
    for (int i = k + 1; i < n; i++) {
      w[i] = factor * product(work[i], v, k + 1);
      overlap += w[i] * v[i];
    }
    for (int i = k + 1; i < n; i++) {
      w[i] -= 0.5 * factor * overlap * v[i];
    }
    for (int i = k + 1; i < n; i++) {
      double[] row = work[i];
      double vi = v[i];
      double wi = w[i];
      for (int j = k + 1; j < n; j++) {
        row[j] -= vi * w[j] + wi * v[j];
      }
    }
  }

  /** The product of all reflections, the last one first: row i of Q transposed. */
  private static double[][] basis(double[][] work, double[] factors) {
    int n = work.length;
    double[][] basis = new double[n][n];
    for (int i = 0; i < n; i++) {
      basis[i][i] = 1;
    }
    for (int k = n - 2; k >= 0; k--) {
      for (int i = k + 1; i < n && factors[k] != 0; i++) {
        double[] row = basis[i];
        double weight = factors[k] * product(row, work[k], k + 1);
        for (int j = k + 1; j < n; j++) {
          row[j] -= weight * work[k][j];
        }
      }
    }
    return basis;
  }

  private static double product(double[] a, double[] b, int from) {
    double sum = 0;
    for (int j = from; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
