package zoodip.zeroth.journal;

/**
 * The loss of theta on a training's probe set: the same photos, timesteps and noises each time, so
 * that what changes between two of them is what was learned. The steps after it do not depend on
 * it.
 *
 * @param step finished steps when it was measured, 0 before the first
 * @param rows of the UNet that it took, one a sample, at least 1
 * @param loss the mean of the samples' losses, finite
 */
public record ProbeLoss(long step, int rows, double loss) {
  /** Refuses what no probe comes to with an {@link IllegalArgumentException}. */
  public ProbeLoss {
    if (step < 0 || rows < 1) {
      throw new IllegalArgumentException(
          "probe of %d rows after step %d: probes take a row at least, steps start at 1"
              .formatted(rows, step));
    }
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException(
          "the probe after step %d is %s: only finite losses are kept".formatted(step, loss));
    }
  }
}
