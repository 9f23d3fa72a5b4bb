package zoodip.cli.experiment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import zoodip.cli.terminal.Progress;
import zoodip.cli.terminal.ProgressSnapshot;

/** Says how many of a plan's things are done, and when all will be. */
final class ExperimentProgress {
  private final Progress progress;
  private final Clock clock;
  private final Instant start;
  private final int total;
  private final int doneBefore;
  private int done;

  /**
   * @param doneBefore of the total: they took no time now
   */
  ExperimentProgress(Progress progress, Clock clock, int total, int doneBefore) {
    this.progress = progress;
    this.clock = clock;
    this.start = clock.instant();
    this.total = total;
    this.doneBefore = doneBefore;
    this.done = doneBefore;
  }

  void ended(String name) {
    done++;
    progress.show(
        new ProgressSnapshot(
            name,
            done,
            total,
            "done",
            0,
            remaining(),
            OptionalDouble.empty(),
            0,
            Optional.empty()));
  }

  /** At the pace of those that have ended since the start. */
  Optional<Duration> remaining() {
    int ended = done - doneBefore;
    if (ended == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.between(start, clock.instant()).multipliedBy(total - done).dividedBy(ended));
  }
}
