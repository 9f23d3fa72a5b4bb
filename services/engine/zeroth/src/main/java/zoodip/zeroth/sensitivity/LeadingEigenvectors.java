package zoodip.zeroth.sensitivity;

import java.util.Arrays;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.linear.SymmetricEigen;

/** Chooses a block's basis: the leading eigenvectors of J'J. */
public final class LeadingEigenvectors {
  /** Eigenvalues smaller than this share of the largest are rounding errors of fp32 outputs. */
  private static final double RANK_TOLERANCE = 1e-9;

  private LeadingEigenvectors() {}

  /**
   * The fewest leading eigenvectors that hold the wanted share of the trace, within the settings'
   * bounds.
   *
   * @param step the first that uses them
   * @param matrix J'J [width, width], symmetric
   * @throws IllegalArgumentException if the text encoder does not react to the vector at all
   */
  public static SensitivityBasis of(
      BasisSettings settings, long step, int block, double[][] matrix) {
    SymmetricEigen eigen = SymmetricEigen.of(matrix);
    int rank = rank(eigen.values());
    if (rank == 0) {
      throw new IllegalArgumentException(
          "the text encoder does not react to vector %d of theta: no direction can be chosen"
              .formatted(block));
    }
    int wanted = leading(eigen.values(), settings.share());
    int size = Math.min(Math.min(Math.max(wanted, settings.fewest()), settings.most()), rank);
    return SensitivityBasis.rounded(
        step, block, Arrays.copyOf(eigen.values(), size), Arrays.copyOf(eigen.vectors(), size));
  }

  /**
   * How many leading eigenvalues hold a share of the trace.
   *
   * @param eigenvalues falling
   */
  public static int leading(double[] eigenvalues, double share) {
    double wanted = share * Arrays.stream(eigenvalues).map(value -> Math.max(value, 0)).sum();
    double sum = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      sum += Math.max(eigenvalues[i], 0);
      if (sum >= wanted) {
        return i + 1;
      }
    }
    return eigenvalues.length;
  }

  private static int rank(double[] eigenvalues) {
    double smallest = RANK_TOLERANCE * eigenvalues[0];
    int rank = 0;
    while (rank < eigenvalues.length && eigenvalues[rank] > Math.max(smallest, 0)) {
      rank++;
    }
    return rank;
  }
}
