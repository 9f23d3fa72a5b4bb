package zoodip.zeroth.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;
import zoodip.zeroth.subspace.ReferenceComponents;

class SymmetricEigenTest {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void decomposesRandomMatrices(@ForAll @IntRange(min = 1, max = 40) int n, @ForAll long seed) {
    assertDecomposes(symmetric(n, seed));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void decomposesMatricesOfLowRank(
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 0, max = 5) int rank,
      @ForAll long seed) {
    double[][] factors = symmetric(Math.max(n, rank), seed);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int r = 0; r < rank; r++) {
          matrix[i][k] += factors[r][i] * factors[r][k];
        }
      }
    }
    assertDecomposes(matrix);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void decomposesMatricesWithEqualEigenvalues(
      @ForAll @IntRange(min = 2, max = 30) int n, @ForAll long seed) {
    double[] normal = symmetric(n, seed)[0];
    double norm = ReferenceComponents.product(normal, normal);
    double[][] reflection = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        reflection[i][k] = (i == k ? 1 : 0) - 2 * normal[i] * normal[k] / norm;
      }
    }
    assertDecomposes(reflection);
    double[] values = SymmetricEigen.of(reflection).values();
    assertEquals(1, values[0], 1e-13);
    assertEquals(-1, values[n - 1], 1e-13);
  }

  @Test
  void agreesWithJacobiOnTheSizeThatIsTrainedWith() {
    double[][] matrix = symmetric(128, 5);
    assertArrayEquals(
        ReferenceComponents.jacobi(matrix).values(), SymmetricEigen.of(matrix).values(), 1e-11);
    assertDecomposes(matrix);
  }

  @Test
  void sortsADiagonalMatrix() {
    SymmetricEigen eigen = SymmetricEigen.of(new double[][] {{1, 0, 0}, {0, 3, 0}, {0, 0, 2}});
    assertArrayEquals(new double[] {3, 2, 1}, eigen.values());
    assertArrayEquals(new double[] {0, 1, 0}, eigen.vectors()[0]);
  }

  @Test
  void theZeroMatrixHasOnlyZeros() {
    assertArrayEquals(new double[4], SymmetricEigen.of(new double[4][4]).values());
  }

  @Test
  void leavesItsArgumentAsItIs() {
    double[][] matrix = symmetric(6, 2);
    double[] row = matrix[3].clone();
    assertEquals(6, SymmetricEigen.of(matrix).values().length);
    assertArrayEquals(row, matrix[3]);
  }

  @Test
  void refusesMatricesThatAreNotFinite() {
    double[][] matrix = symmetric(5, 1);
    matrix[2][3] = Double.NaN;
    matrix[3][2] = Double.NaN;
    assertThrows(ArithmeticException.class, () -> SymmetricEigen.of(matrix));
  }

  private static void assertDecomposes(double[][] matrix) {
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    int n = matrix.length;
    double scale = Math.max(Math.abs(eigen.values()[0]), Math.abs(eigen.values()[n - 1]));
    for (int i = 0; i < n; i++) {
      double[] vector = eigen.vectors()[i];
      assertTrue(i == 0 || eigen.values()[i - 1] >= eigen.values()[i]);
      for (int k = 0; k < n; k++) {
        double product = ReferenceComponents.product(vector, eigen.vectors()[k]);
        assertEquals(i == k ? 1 : 0, product, 1e-13);
        double image = ReferenceComponents.product(matrix[k], vector);
        assertEquals(eigen.values()[i] * vector[k], image, 1e-13 * (scale + 1));
      }
    }
  }

  private static double[][] symmetric(int n, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      float[] row = streams.gaussians(RandomStream.NOISE, i, n);
      for (int k = 0; k <= i; k++) {
        matrix[i][k] = row[k];
        matrix[k][i] = row[k];
      }
    }
    return matrix;
  }
}
