package zoodip.cli.fleet;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import zoodip.fleet.settings.Recovery;

/** What of a job survives its worker. */
final class RecoveryOptions {
  /** Ways to go on with a job. */
  enum Kind {
    /** The journal of losses. */
    journal,
    /** The whole state, every so many steps. */
    checkpoint,
    /** The job begins again. */
    none
  }

  @Option(
      names = "--recovery",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "journal",
      description =
          "journal, checkpoint or none (jobs begin again); several are compared (default: journal).")
  private List<Kind> kinds;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      split = ",",
      defaultValue = "500",
      description = "With checkpoint; several are compared (default: 500).")
  private List<Integer> checkpointEvery;

  @Option(
      names = "--checkpoint-on-notice",
      description = "A checkpoint is also saved when a preemption is announced.")
  private boolean checkpointOnNotice;

  @Option(
      names = "--flush-interval",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "trainer.flush-interval of the journal (default: 3).")
  private double flushInterval;

  @Option(
      names = "--replay-rate",
      paramLabel = "R",
      defaultValue = "4600",
      description = "Steps that are replayed in a second (default: 4600).")
  private double replayRate;

  @Option(
      names = "--segment-read",
      paramLabel = "SECONDS",
      defaultValue = "0.02",
      description = "To read a segment of the journal from the object store (default: 0.02).")
  private double segmentRead;

  List<Recovery> recoveries() {
    return kinds.stream().flatMap(this::recoveries).toList();
  }

  private Stream<Recovery> recoveries(Kind kind) {
    return switch (kind) {
      case journal ->
          Stream.of(
              new Recovery.Journal(
                  FleetTimes.seconds("--flush-interval", flushInterval),
                  replayRate,
                  FleetTimes.seconds("--segment-read", segmentRead)));
      case checkpoint ->
          checkpointEvery.stream()
              .map(every -> new Recovery.Checkpoints(every, checkpointOnNotice));
      case none -> Stream.of(new Recovery.Restart());
    };
  }
}
