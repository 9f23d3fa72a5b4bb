package zoodip.trainer.training;

import zoodip.zeroth.Estimator;

/**
 * The loss of the embedding itself, exponentially smoothed: single losses mostly tell which
 * timestep was drawn.
 */
final class LossCurve {
  private static final double DECAY = 0.98;

  private final Estimator estimator;
  private double sum;
  private double weight;

  LossCurve(Estimator estimator) {
    this.estimator = estimator;
  }

  /** Takes in the losses of a step's candidates. */
  void add(float[] losses) {
    sum = DECAY * sum + (1 - DECAY) * estimator.reportedLoss(losses);
    weight = DECAY * weight + (1 - DECAY);
  }

  /** The weighted mean of the losses so far; 0 before the first. */
  double smoothed() {
    return weight == 0 ? 0 : sum / weight;
  }
}
