package zoodip.zeroth.linear;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, in plain arithmetic of one fixed order.
 *
 * <p>Source: Householder's reduction to tridiagonal form and the QL algorithm with implicit shifts
 * (Golub and Van Loan, "Matrix Computations", chapter 8). Errors of the eigenvalues are near 1e-16
 * of the largest one.
 *
 * @param values eigenvalues, the largest first
 * @param vectors [n, n]: row i is the unit eigenvector of value i
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record SymmetricEigen(double[] values, double[][] vectors) {

  /**
   * Decomposes a matrix.
   *
   * @param matrix [n, n] symmetric and finite; left unchanged
   */
  public static SymmetricEigen of(double[][] matrix) {
    Tridiagonal tridiagonal = Tridiagonal.of(matrix);
    double[] values = tridiagonal.diagonal();
    double[][] vectors = tridiagonal.basis();
    new ImplicitQl(values, tridiagonal.offDiagonal(), vectors).run();
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    return new SymmetricEigen(
        IntStream.of(order).mapToDouble(i -> values[i]).toArray(),
        IntStream.of(order).mapToObj(i -> vectors[i]).toArray(double[][]::new));
  }
}
