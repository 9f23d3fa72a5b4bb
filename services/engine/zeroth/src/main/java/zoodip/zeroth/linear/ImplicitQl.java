package zoodip.zeroth.linear;

/**
 * The QL algorithm with implicit shifts: turns a tridiagonal matrix into its eigenvalues, in place,
 * and rotates a basis along with it.
 */
final class ImplicitQl {
  private static final double EPSILON = 0x1p-52;
  private static final int MOST_SWEEPS = 60;

  private final double[] diagonal;
  private final double[] offDiagonal;
  private final double[][] basis;
  private final double negligible;

  /**
   * An iteration on these arrays, which it changes.
   *
   * @param diagonal [n]
   * @param offDiagonal [n], the last one 0
   * @param basis [n, n]: row i belongs to diagonal entry i
   */
  ImplicitQl(double[] diagonal, double[] offDiagonal, double[][] basis) {
    this.diagonal = diagonal;
    this.offDiagonal = offDiagonal;
    this.basis = basis;
    double largest = 0;
    for (int i = 0; i < diagonal.length; i++) {
      largest = Math.max(largest, Math.abs(diagonal[i]) + Math.abs(offDiagonal[i]));
    }
    this.negligible = EPSILON * largest;
  }

  /** Leaves the eigenvalues, in no order, on the diagonal and their vectors in the basis. */
  void run() {
    for (int first = 0; first < diagonal.length; first++) {
      int sweeps = 0;
      for (int last = blockEnd(first); last > first; last = blockEnd(first)) {
        if (++sweeps > MOST_SWEEPS) {
          throw new ArithmeticException(
              "no eigenvalue after "
                  + MOST_SWEEPS
                  + " sweeps: the matrix holds a number that is not finite");
        }
        sweep(first, last);
      }
    }
  }

  /** The end of the block that starts at {@code first} and is coupled throughout. */
  private int blockEnd(int first) {
    int last = first;
    while (last < diagonal.length - 1 && !(Math.abs(offDiagonal[last]) <= negligible)) {
      last++;
    }
    return last;
  }

  private void sweep(int first, int last) {
    double bulge = diagonal[last] - shift(first);
    double sine = 1;
    double cosine = 1;
    double carried = 0;
    for (int i = last - 1; i >= first; i--) {
      double f = sine * offDiagonal[i];
      double b = cosine * offDiagonal[i];
      double r = Math.sqrt(f * f + bulge * bulge);
      offDiagonal[i + 1] = r;
      if (r == 0) {
        diagonal[i + 1] -= carried;
        offDiagonal[last] = 0;
        return;
      }
      sine = f / r;
      cosine = bulge / r;
      double g = diagonal[i + 1] - carried;
      double t = (diagonal[i] - g) * sine + 2 * cosine * b;
      carried = sine * t;
      diagonal[i + 1] = g + carried;
      bulge = cosine * t - b;
      rotate(basis[i], basis[i + 1], sine, cosine);
    }
    diagonal[first] -= carried;
    offDiagonal[first] = bulge;
    offDiagonal[last] = 0;
  }

  /**
   * Wilkinson's shift: the eigenvalue of the block's first 2 x 2 part nearest to its first entry.
   */
  private double shift(int first) {
    double off = offDiagonal[first];
    double g = (diagonal[first + 1] - diagonal[first]) / (2 * off);
    double root = Math.sqrt(g * g + 1);
    return diagonal[first] - off / (g + (g < 0 ? -root : root));
  }

  private static void rotate(double[] lower, double[] upper, double sine, double cosine) {
    for (int j = 0; j < lower.length; j++) {
      double low = lower[j];
      double up = upper[j];
      upper[j] = sine * low + cosine * up;
      lower[j] = cosine * low - sine * up;
    }
  }
}
