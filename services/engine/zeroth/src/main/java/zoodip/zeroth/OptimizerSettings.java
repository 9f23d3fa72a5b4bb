package zoodip.zeroth;

/** Everything that one method's arithmetic depends on besides seed, first theta and journal. */
public interface OptimizerSettings {
  /** Candidates, and so losses, of one step. */
  int candidates();

  /** The one loss of a step to show. */
  float reportedLoss(float[] losses);

  /** Refuses a theta that these settings cannot train with an {@link IllegalArgumentException}. */
  void requireTrainable(ThetaLayout layout);

  /**
   * A new run.
   *
   * @param theta [d] where to start, copied, finite
   * @throws IllegalArgumentException if the settings cannot train this theta
   */
  Optimizer start(long seed, ThetaLayout layout, float[] theta);
}
