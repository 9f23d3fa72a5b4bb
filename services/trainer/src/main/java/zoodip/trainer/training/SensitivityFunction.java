package zoodip.trainer.training;

import zoodip.diffusion.SensitivityQuery;

/** Where it is known how sensitive the text encoders are to the learned vectors. */
@FunctionalInterface
public interface SensitivityFunction {
  /**
   * J'J, with J the Jacobian of a text encoder's output; equal queries give equal bits.
   *
   * @return [width][width], symmetric
   */
  double[][] of(SensitivityQuery query);
}
