package zoodip.zeroth.evolution;

import java.util.Arrays;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.linear.SymmetricEigen;

/**
 * The request for the principal components of the vocabulary that one block moves along.
 *
 * @param index of the block among all
 * @param most components
 */
record VocabularyRequest(int index, Block block, int most) implements BasisRequest {
  /** Variances smaller than this share of the largest are rounding errors of the covariance. */
  private static final double RANK_TOLERANCE = 1e-12;

  @Override
  public BasisMeasurement measurement() {
    return new BasisMeasurement.VocabularyCovariance();
  }

  @Override
  public SensitivityBasis choose(double[][] matrix) {
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    int size = 0;
    double smallest = Math.max(RANK_TOLERANCE * eigen.values()[0], Float.MIN_NORMAL);
    while (size < Math.min(most, eigen.values().length) && eigen.values()[size] > smallest) {
      size++;
    }
    if (size == 0) {
      throw new IllegalArgumentException(
          "all words of text encoder %d have one embedding: there is no vocabulary to search in"
              .formatted(block.encoder()));
    }
    return SensitivityBasis.rounded(
        1, index, Arrays.copyOf(eigen.values(), size), Arrays.copyOf(eigen.vectors(), size));
  }
}
