package zoodip.diffusion.scheduler;

/**
 * A way from noise to an image in few steps. Each of them computes the next latents as a weighted
 * sum of latents and model outputs seen so far, so all it has to say is the weights: the plan.
 */
public sealed interface Scheduler permits Ddim, Pndm, Euler, EulerAncestral, DpmSolver {
  /** The name that requests use, for example {@code ddim}. */
  String name();

  /**
   * The plan for a number of steps.
   *
   * @throws SchedulerException if the schedule has no plan for that number
   */
  SamplingPlan plan(int steps);
}
