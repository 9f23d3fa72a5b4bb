package zoodip.cli.terminal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far something is.
 *
 * @param what stands before it: "training", "queued"
 * @param done units of {@code total}
 * @param unit what is counted: "step"
 * @param perSecond 0 while unknown
 * @param remaining until the end, if known
 * @param loss of a training, if there is one
 * @param rows of the UNet that the steps of a training took; 0 for what takes none
 * @param probe what a training's probe set came to, if it was looked at
 */
public record ProgressSnapshot(
    String what,
    int done,
    int total,
    String unit,
    double perSecond,
    Optional<Duration> remaining,
    OptionalDouble loss,
    long rows,
    Optional<ProbeReading> probe) {

  /** Something that has no speed yet. */
  public static ProgressSnapshot of(String what, int done, int total, String unit) {
    return new ProgressSnapshot(
        what, done, total, unit, 0, Optional.empty(), OptionalDouble.empty(), 0, Optional.empty());
  }

  /** From 0 to 1. */
  double fraction() {
    return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
  }
}
