package zoodip.cli.fleet;

import picocli.CommandLine.Option;
import zoodip.fleet.settings.TrainingTimes;

/** What a training takes. */
final class TrainingTimeOptions {
  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "30000",
      description = "Of each job (default: 30000).")
  private int steps;

  @Option(
      names = "--steps-per-second",
      paramLabel = "R",
      defaultValue = "16.1",
      description = "Of one slot, while all slots of its GPU are busy (default: 16.1).")
  private double stepsPerSecond;

  @Option(
      names = "--model-load",
      paramLabel = "SECONDS",
      defaultValue = "9",
      description = "Until a new GPU's first attempt has its model (default: 9).")
  private double modelLoad;

  @Option(
      names = "--start",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Of each attempt, until it is known and its photos are encoded (default: 5).")
  private double start;

  @Option(
      names = "--commit",
      paramLabel = "SECONDS",
      defaultValue = "0.25",
      description =
          "From a step until it is saved, and from the last one to a job's end (default: 0.25).")
  private double commit;

  TrainingTimes times() {
    return new TrainingTimes(
        steps,
        stepsPerSecond,
        FleetTimes.seconds("--model-load", modelLoad),
        FleetTimes.seconds("--start", start),
        FleetTimes.seconds("--commit", commit));
  }
}
