package zoodip.zeroth.sensitivity;

import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.linear.MatrixRows;

/** A block's basis as steps compute with it: orthonormal to the last bits, with its whitening. */
final class BlockBasis {
  private final double[][] directions;
  private final double[] eigenvalues;
  private final double[] whitening;

  BlockBasis(SensitivityBasis basis, double damping) {
    directions = new double[basis.size()][];
    eigenvalues = new double[basis.size()];
    double trace = 0;
    for (int i = 0; i < directions.length; i++) {
      directions[i] = basis.direction(i);
      eigenvalues[i] = basis.eigenvalue(i);
      trace += eigenvalues[i];
    }
    Orthonormal.rows(directions);
    double mean = trace / directions.length;
    whitening = new double[directions.length];
    for (int i = 0; i < whitening.length; i++) {
      whitening[i] = 1 / Math.sqrt(eigenvalues[i] / mean + damping);
    }
  }

  /** Number of directions k. */
  int size() {
    return directions.length;
  }

  /**
   * What these directions hold of another basis of the block: the share of its eigenvalues' sum
   * that stays when its directions are projected on these.
   *
   * @return in [0, 1], but for rounding
   */
  double shareOf(BlockBasis other) {
    double held = 0;
    double all = 0;
    for (int i = 0; i < other.size(); i++) {
      double[] projection = MatrixRows.times(directions, size(), other.directions[i]);
      held += other.eigenvalues[i] * Orthonormal.squaredLength(projection);
      all += other.eigenvalues[i];
    }
    return held / all;
  }

  /**
   * Writes the sum of coefficients times directions.
   *
   * @param coefficients holds k numbers from {@code from} on
   * @param target holds the block from {@code to} on
   */
  void combine(double[] coefficients, int from, double[] target, int to) {
    for (int i = 0; i < directions.length; i++) {
      double weight = coefficients[from + i];
      double[] direction = directions[i];
      for (int j = 0; j < direction.length; j++) {
        target[to + j] += weight * direction[j];
      }
    }
  }

  /**
   * A block's move, within the basis and whitened: as long as its projection, but shorter where the
   * encoder is sensitive and longer where it is not.
   *
   * @param move [width]
   * @return [k] coefficients, all 0 if the projection is
   */
  double[] whitened(double[] move) {
    double[] projection = MatrixRows.times(directions, directions.length, move);
    double[] whitened = new double[projection.length];
    for (int i = 0; i < whitened.length; i++) {
      whitened[i] = projection[i] * whitening[i];
    }
    double before = Orthonormal.squaredLength(projection);
    double after = Orthonormal.squaredLength(whitened);
    double scale = after > 0 ? Math.sqrt(before / after) : 0;
    for (int i = 0; i < whitened.length; i++) {
      whitened[i] *= scale;
    }
    return whitened;
  }
}
