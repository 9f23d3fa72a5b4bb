package zoodip.trainer.sampling;

import zoodip.concepts.settings.Hyperparameters;

/**
 * When a training looks at its probe set, and how many samples that has: before the first step, at
 * equal intervals, and after the last step, for no more rows of the UNet in all than the share of
 * the steps' rows that was asked for.
 *
 * @param samples of the probe set; 0 if there are no probes
 * @param intervals between probes, 1 to steps: one probe less than there are
 * @param steps of the whole training
 */
record ProbeSchedule(int samples, long intervals, long steps) {
  /** The mean of fewer samples says little. */
  private static final int FEWEST = 4;

  /** More would keep a training on a slow machine from its steps for long, and from its end. */
  private static final int MOST = 16;

  /** None if a look before the first step and one after the last do not fit into the share. */
  static ProbeSchedule of(Hyperparameters hyperparameters) {
    long steps = hyperparameters.steps();
    long rows = steps * hyperparameters.optimizer().candidates();
    long affordable = (long) (hyperparameters.probe().share() * rows);
    int samples = (int) Math.min(MOST, affordable / 2);
    if (samples < FEWEST) {
      return new ProbeSchedule(0, 1, steps);
    }
    return new ProbeSchedule(samples, Math.min(steps, affordable / samples - 1), steps);
  }

  /**
   * Whether the probe set is looked at after a step.
   *
   * @param step 0 for before the first
   */
  boolean isDue(long step) {
    return samples > 0 && (step == 0 || intervalsBy(step) > intervalsBy(step - 1));
  }

  private long intervalsBy(long step) {
    return step * intervals / steps;
  }
}
