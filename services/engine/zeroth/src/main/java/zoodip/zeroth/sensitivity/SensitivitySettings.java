package zoodip.zeroth.sensitivity;

import zoodip.zeroth.LearningRate;
import zoodip.zeroth.MomentDecay;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;

/**
 * Settings of training along sensitivity directions. Lengths are relative to the norm of a block's
 * first vector, so that blocks of different encoders are alike.
 *
 * @param directions n of one step, orthonormal, at least 1
 * @param smoothing h: how far a candidate goes along a direction, in (0, 10]
 * @param learningRate the length of a step whose gradients all agree
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, one number for all of theta, in [0, 1)
 * @param damping of the whitening: added to eigenvalues that were divided by their mean, in (0, 1]
 * @param basis how directions are chosen
 */
public record SensitivitySettings(
    int directions,
    double smoothing,
    LearningRate learningRate,
    double beta1,
    double beta2,
    double damping,
    BasisSettings basis)
    implements OptimizerSettings {
  private static final double LONGEST = 10;

  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public SensitivitySettings {
    if (directions < 1) {
      throw new IllegalArgumentException("directions is " + directions + ": use at least 1");
    }
    if (!(smoothing > 0 && smoothing <= LONGEST)) {
      throw new IllegalArgumentException(
          "smoothing is %s: use a share of the first vector's norm in (0, %s]"
              .formatted(smoothing, LONGEST));
    }
    MomentDecay.require("beta1", beta1);
    MomentDecay.require("beta2", beta2);
    if (!(damping > 0 && damping <= 1)) {
      throw new IllegalArgumentException(
          "damping is " + damping + ": use a share of the mean eigenvalue in (0, 1]");
    }
  }

  /** One at theta, and one along each direction. */
  @Override
  public int candidates() {
    return directions + 1;
  }

  @Override
  public float reportedLoss(float[] losses) {
    return losses[0];
  }

  @Override
  public void requireTrainable(ThetaLayout layout) {
    int room =
        layout.blocks().stream().mapToInt(block -> Math.min(basis.fewest(), block.width())).sum();
    if (directions > room) {
      throw new IllegalArgumentException(
          "%d orthonormal directions do not fit into a basis of %d: use fewer directions, or more in the basis"
              .formatted(directions, room));
    }
  }

  @Override
  public Optimizer start(long seed, ThetaLayout layout, float[] theta) {
    return SensitivityOptimizer.start(this, seed, layout, theta);
  }
}
