package zoodip.zeroth.subspace;

import java.util.Arrays;
import zoodip.zeroth.linear.MatrixRows;

/**
 * Orthonormal directions P that a gradient loses: g becomes g - (g P') P. Immutable.
 *
 * <p>Source: ZOODiP, section 3.2.
 */
public final class Subspace {
  /** The subspace without directions: every gradient stays as it is. */
  public static final Subspace NONE = new Subspace(new double[0][]);

  private final double[][] directions;

  private Subspace(double[][] directions) {
    this.directions = directions;
  }

  /**
   * The directions in which a history varied least: of its principal components, in falling order
   * of variance, those after the first at which the cumulative share of the variance exceeds 1 -
   * nu.
   *
   * <p>Features are standardized first (zero mean, unit variance; a constant feature keeps scale
   * 1). Components without any variance are no directions of the history, and are not among the
   * result: what lies outside the history's span stays in the gradient. As the mean is taken out
   * there is always one such component, so there are at most tau - 1 minus the leading ones.
   *
   * @param history [tau, d] thetas, finite
   * @param nu share of the variance, in (0, 1)
   */
  public static Subspace ofLowVariance(float[][] history, double nu) {
    PrincipalComponents components = PrincipalComponents.of(StandardizedHistory.of(history));
    int leading = components.leading(nu);
    double[][] all = components.directions();
    return leading >= all.length
        ? NONE
        : new Subspace(Arrays.copyOfRange(all, leading, all.length));
  }

  /** Number of directions, the rows of P. */
  public int size() {
    return directions.length;
  }

  /** Takes this subspace's directions out of a gradient [d], in place. */
  public void removeFrom(double[] gradient) {
    double[] weights = MatrixRows.times(directions, directions.length, gradient);
    MatrixRows.subtract(directions, directions.length, weights, gradient);
  }

  /** A copy of P [size, d]. */
  public double[][] directions() {
    return Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
  }
}
