package zoodip.trainer.training;

import zoodip.diffusion.LossQuery;

/** Where the losses of candidates come from. */
@FunctionalInterface
public interface LossFunction {
  /**
   * The loss of each candidate; equal queries give equal bits.
   *
   * @return [candidates]
   */
  float[] of(LossQuery query);
}
