package zoodip.zeroth.descent;

import zoodip.zeroth.LearningRate;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;

/**
 * Settings of textual inversion with gradients.
 *
 * @param learningRate eta of AdamW
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the second moment's root, positive
 * @param weightDecay of theta, in units of the learning rate, in [0, 1]
 */
public record DescentSettings(
    LearningRate learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements OptimizerSettings {

  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public DescentSettings {
    requireDecay("beta1", beta1);
    requireDecay("beta2", beta2);
    if (!(epsilon > 0 && epsilon <= 1)) {
      throw new IllegalArgumentException(
          "epsilon is " + epsilon + ": use a positive number, at most 1, such as 1e-8");
    }
    if (!(weightDecay >= 0 && weightDecay <= 1)) {
      throw new IllegalArgumentException(
          "the weight decay is " + weightDecay + ": use a number in [0, 1], such as 0.01");
    }
  }

  /** Theta alone. */
  @Override
  public int candidates() {
    return 1;
  }

  @Override
  public float reportedLoss(float[] losses) {
    return losses[0];
  }

  /** Any theta can be trained. */
  @Override
  public void requireTrainable(ThetaLayout layout) {}

  @Override
  public Optimizer start(long seed, ThetaLayout layout, float[] theta) {
    return new DescentOptimizer(this, theta.clone());
  }

  private static void requireDecay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": a decay lies in [0, 1), such as 0.9");
    }
  }
}
