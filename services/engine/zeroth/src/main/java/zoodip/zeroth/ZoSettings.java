package zoodip.zeroth;

import java.util.Optional;

/**
 * Settings of the published method, ZOODiP.
 *
 * @param estimator how losses become a gradient
 * @param directions random directions n of one estimate, at least 1
 * @param mu smoothing: how far a candidate goes along a standard normal direction, in (0, 1000]
 * @param learningRate eta of Adam
 * @param beta1 decay of Adam's first moment, in [0, 1)
 * @param beta2 decay of Adam's second moment, in [0, 1)
 * @param epsilon added to the root of Adam's second moment, in (0, 1000]
 * @param subspace the subspace gradient, if it is wanted
 */
public record ZoSettings(
    Estimator estimator,
    int directions,
    double mu,
    LearningRate learningRate,
    double beta1,
    double beta2,
    double epsilon,
    Optional<SubspaceSettings> subspace)
    implements OptimizerSettings {

  /** Most directions of one estimate; beyond it a single step would cost thousands of forwards. */
  public static final int MOST_DIRECTIONS = 4096;

  private static final double LARGEST = 1000;

  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public ZoSettings {
    if (directions < 1 || directions > MOST_DIRECTIONS) {
      throw new IllegalArgumentException(
          "directions is " + directions + ": an estimate takes 1 to " + MOST_DIRECTIONS);
    }
    requirePositive("mu", mu);
    requirePositive("epsilon", epsilon);
    MomentDecay.require("beta1", beta1);
    MomentDecay.require("beta2", beta2);
  }

  /** Settings with a constant learning rate. */
  public ZoSettings(
      Estimator estimator,
      int directions,
      double mu,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      Optional<SubspaceSettings> subspace) {
    this(
        estimator,
        directions,
        mu,
        LearningRate.constant(learningRate),
        beta1,
        beta2,
        epsilon,
        subspace);
  }

  @Override
  public int candidates() {
    return estimator.candidates(directions);
  }

  @Override
  public float reportedLoss(float[] losses) {
    return estimator.reportedLoss(losses);
  }

  @Override
  public void requireTrainable(ThetaLayout layout) {
    requireTrainable(layout.dimension());
  }

  @Override
  public Optimizer start(long seed, ThetaLayout layout, float[] theta) {
    return ZoOptimizer.start(this, seed, theta);
  }

  /**
   * Refuses a theta that these settings cannot train with an {@link IllegalArgumentException}.
   *
   * @param dimension theta's width d
   */
  public void requireTrainable(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "theta has " + dimension + " numbers: at least 1 is needed to train");
    }
    subspace.ifPresent(settings -> settings.requireRoomIn(dimension));
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= LARGEST)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": use a positive number, at most " + LARGEST);
    }
  }
}
