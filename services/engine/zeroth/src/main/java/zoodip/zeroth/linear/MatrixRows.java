package zoodip.zeroth.linear;

/**
 * The two products of a matrix [rows, d] that subspaces are made of, each with one fixed order of
 * additions. Four rows are handled at a time only so that the processor has independent work.
 */
public final class MatrixRows {
  private MatrixRows() {}

  /**
   * The inner products of the first {@code count} rows with a vector; each sums from index 0 up.
   */
  public static double[] times(double[][] rows, int count, double[] vector) {
    double[] products = new double[count];
    int row = 0;
    for (; row + 4 <= count; row += 4) {
      fourTimes(rows, row, vector, products);
    }
    for (; row < count; row++) {
      double sum = 0;
      double[] values = rows[row];
      for (int j = 0; j < vector.length; j++) {
        sum += values[j] * vector[j];
      }
      products[row] = sum;
    }
    return products;
  }

  /**
   * Takes the sum of weights[i] * rows[i] over the first {@code count} rows from {@code target}.
   */
  public static void subtract(double[][] rows, int count, double[] weights, double[] target) {
    int row = 0;
    for (; row + 4 <= count; row += 4) {
      subtractFour(rows, row, weights, target);
    }
    for (; row < count; row++) {
      double weight = weights[row];
      double[] values = rows[row];
      for (int j = 0; j < target.length; j++) {
        target[j] -= weight * values[j];
      }
    }
  }

  private static void fourTimes(double[][] rows, int row, double[] vector, double[] products) {
    double[] a = rows[row];
    double[] b = rows[row + 1];
    double[] c = rows[row + 2];
    double[] d = rows[row + 3];
    double sumA = 0;
    double sumB = 0;
    double sumC = 0;
    double sumD = 0;
    for (int j = 0; j < vector.length; j++) {
      double value = vector[j];
      sumA += a[j] * value;
      sumB += b[j] * value;
      sumC += c[j] * value;
      sumD += d[j] * value;
    }
    products[row] = sumA;
    products[row + 1] = sumB;
    products[row + 2] = sumC;
    products[row + 3] = sumD;
  }

  private static void subtractFour(double[][] rows, int row, double[] weights, double[] target) {
    double[] a = rows[row];
    double[] b = rows[row + 1];
    double[] c = rows[row + 2];
    double[] d = rows[row + 3];
    double weightA = weights[row];
    double weightB = weights[row + 1];
    double weightC = weights[row + 2];
    double weightD = weights[row + 3];
    for (int j = 0; j < target.length; j++) {
      target[j] = target[j] - (weightA * a[j] + weightB * b[j]) - (weightC * c[j] + weightD * d[j]);
    }
  }
}
