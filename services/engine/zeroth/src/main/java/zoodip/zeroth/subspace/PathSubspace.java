package zoodip.zeroth.subspace;

/**
 * The subspace of theta's path: keeps the last tau thetas, and makes the subspace anew at every
 * multiple of tau steps. Not thread-safe.
 */
public final class PathSubspace {
  private final float[][] history;
  private final double nu;
  private Subspace current = Subspace.NONE;

  /**
   * The subspace of a path that has not begun.
   *
   * @param tau thetas to keep, at least 2
   * @param nu share of the variance whose directions are removed, in (0, 1)
   */
  public PathSubspace(int tau, double nu) {
    this.history = new float[tau][];
    this.nu = nu;
  }

  /** The subspace in force: none for the first tau steps. */
  public Subspace current() {
    return current;
  }

  /**
   * Takes in theta as it is after a step; steps come in order.
   *
   * @param step the finished step, 1 for the first
   * @param theta [d], copied
   */
  public void append(long step, float[] theta) {
    history[(int) ((step - 1) % history.length)] = theta.clone();
    if (step % history.length == 0) {
      current = Subspace.ofLowVariance(history, nu);
    }
  }
}
