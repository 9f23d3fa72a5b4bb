package zoodip.zeroth;

/**
 * Settings of the subspace gradient.
 *
 * @param tau how many past thetas the subspace is made of, and every how many steps it is made
 *     anew; at least 2, and below half of theta's width
 * @param nu share of the history's variance, in (0, 1), whose directions the gradient loses
 */
public record SubspaceSettings(int tau, double nu) {
  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public SubspaceSettings {
    if (tau < 2) {
      throw new IllegalArgumentException("tau is " + tau + ": a history needs at least 2 thetas");
    }
    if (!(nu > 0 && nu < 1)) {
      throw new IllegalArgumentException(
          "nu is " + nu + ": the share of variance to remove lies between 0 and 1, both excluded");
    }
  }

  /**
   * Refuses a theta too narrow for this history with an {@link IllegalArgumentException}: with tau
   * near the width, almost every direction would be removed.
   *
   * @param dimension theta's width d
   */
  public void requireRoomIn(int dimension) {
    if (2L * tau >= dimension) {
      throw new IllegalArgumentException(
          "tau is %d and theta has %d numbers: the subspace would take nearly the whole space; use a tau below %d (about %d)"
              .formatted(tau, dimension, (dimension + 1) / 2, Math.max(2, dimension / 6)));
    }
  }
}
