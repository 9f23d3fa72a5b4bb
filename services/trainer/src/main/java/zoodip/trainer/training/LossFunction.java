package zoodip.trainer.training;

import zoodip.trainer.sampling.StepSample;

/** Where the losses of candidates come from. */
@FunctionalInterface
public interface LossFunction {
  /**
   * The loss of each candidate on the sample; equal arguments give equal bits.
   *
   * @param candidates [candidates, d]
   * @return [candidates]
   */
  float[] of(StepSample sample, float[][] candidates);
}
