package zoodip.trainer.training;

import zoodip.diffusion.training.StepTimings;

/** Is told of each batch of steps that was computed; by several threads. */
@FunctionalInterface
public interface BatchObserver {
  /**
   * @param trainings whose steps were computed together
   * @param timings what the networks took
   */
  void computed(int trainings, StepTimings timings);
}
