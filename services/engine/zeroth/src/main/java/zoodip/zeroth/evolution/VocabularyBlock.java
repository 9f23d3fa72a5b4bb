package zoodip.zeroth.evolution;

import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;

/**
 * How a point of the search moves one learned vector: along the vocabulary's principal components,
 * all by the same scale.
 *
 * @param block that is moved
 * @param directions [k][width]
 * @param scale of a coordinate
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record VocabularyBlock(Block block, double[][] directions, double scale) {
  /**
   * The block with the scale that gives the first generation the spread of the vocabulary, times
   * alpha.
   */
  static VocabularyBlock of(Block block, SensitivityBasis basis, EvolutionSettings settings) {
    double[][] directions = new double[basis.size()][];
    double variance = 0;
    for (int i = 0; i < directions.length; i++) {
      directions[i] = basis.direction(i);
      variance += basis.eigenvalue(i);
    }
    double spread = Math.sqrt(variance / directions.length);
    return new VocabularyBlock(block, directions, settings.alpha() * spread / settings.sigma());
  }

  /** Coordinates of a point that belong to this block. */
  int size() {
    return directions.length;
  }

  /**
   * Writes the moved vector.
   *
   * @param first theta [d] where the search started
   * @param point holds the block's coordinates from {@code from} on
   * @param theta [d] of which the block's numbers are written
   */
  void place(float[] first, double[] point, int from, float[] theta) {
    for (int j = 0; j < block.width(); j++) {
      double move = 0;
      for (int i = 0; i < directions.length; i++) {
        move += point[from + i] * directions[i][j];
      }
      int at = block.offset() + j;
      theta[at] = (float) (first[at] + scale * move);
    }
  }
}
