package zoodip.zeroth.subspace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Principal components the straightforward way, to compare with: the covariance of all features,
 * and Jacobi's rotations until it is diagonal.
 *
 * @param values variances, falling
 * @param vectors [d, d] row i is the direction of value i
 * @param standardized [tau, d] the history that they are of
 */
@SuppressWarnings("ArrayRecordComponent") // a test's own data
public record ReferenceComponents(double[] values, double[][] vectors, double[][] standardized) {

  public static ReferenceComponents of(float[][] history) {
    double[][] standardized = standardized(history);
    int d = history[0].length;
    double[][] covariance = new double[d][d];
    for (double[] row : standardized) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          covariance[j][k] += row[j] * row[k];
        }
      }
    }
    ReferenceComponents components = jacobi(covariance);
    return new ReferenceComponents(components.values, components.vectors, standardized);
  }

  /** Index after the first component at which the cumulative share exceeds 1 - nu. */
  public int leading(double nu) {
    double total = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (sum / total > 1 - nu) {
        return i + 1;
      }
    }
    return values.length;
  }

  /** Components that have variance at all. */
  public int rank() {
    return (int)
        IntStream.range(0, values.length).filter(i -> values[i] > 1e-12 * values[0]).count();
  }

  /** Whether a variance is too small to say with fp64 covariances that it is not zero. */
  boolean isRankAmbiguous() {
    return Arrays.stream(values).anyMatch(v -> v > 1e-14 * values[0] && v < 1e-10 * values[0]);
  }

  /** Whether rounding errors could move a component across the border between kept and removed. */
  boolean isAmbiguous(double nu) {
    int leading = leading(nu);
    double total = IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (Math.abs(sum / total - (1 - nu)) < 1e-9) {
        return true;
      }
    }
    return leading < rank() && values[leading - 1] - values[leading] < 1e-6 * values[0];
  }

  public static double product(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /** Eigenvalues and eigenvectors by cyclic Jacobi rotations. */
  public static ReferenceComponents jacobi(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i][i]))
            .mapToInt(i -> i)
            .toArray();
    return new ReferenceComponents(
        IntStream.of(order).mapToDouble(i -> a[i][i]).toArray(),
        IntStream.of(order).mapToObj(i -> vectors[i]).toArray(double[][]::new),
        new double[0][]);
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    for (double[] row : a) {
      double left = row[p];
      double right = row[q];
      row[p] = cosine * left - sine * right;
      row[q] = sine * left + cosine * right;
    }
    mix(a[p], a[q], cosine, sine);
    mix(vectors[p], vectors[q], cosine, sine);
  }

  private static void mix(double[] left, double[] right, double cosine, double sine) {
    for (int k = 0; k < left.length; k++) {
      double l = left[k];
      double r = right[k];
      left[k] = cosine * l - sine * r;
      right[k] = sine * l + cosine * r;
    }
  }

  private static double[][] standardized(float[][] history) {
    double[][] standardized = new double[history.length][history[0].length];
    for (int j = 0; j < history[0].length; j++) {
      int feature = j;
      double mean =
          IntStream.range(0, history.length)
              .mapToDouble(i -> history[i][feature])
              .average()
              .orElse(0);
      double variance =
          IntStream.range(0, history.length)
              .mapToDouble(i -> (history[i][feature] - mean) * (history[i][feature] - mean))
              .average()
              .orElse(0);
      for (int i = 0; i < history.length; i++) {
        standardized[i][j] = (history[i][j] - mean) / (variance > 0 ? Math.sqrt(variance) : 1);
      }
    }
    return standardized;
  }
}
