package zoodip.cli.fleet;

import java.util.List;
import picocli.CommandLine.Option;
import zoodip.fleet.settings.SpotMarket;

/** How GPUs come and go, and what they cost. */
final class SpotMarketOptions {
  @Option(
      names = "--mttp",
      paramLabel = "HOURS",
      split = ",",
      defaultValue = "4",
      description =
          "Mean time to a GPU's preemption, 0 for none; several are simulated one after another (default: 4).")
  private List<Double> hoursToPreemption;

  @Option(
      names = "--notice",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "From the announcement of a preemption to the GPU's end (default: 30).")
  private double notice;

  @Option(
      names = "--notice-share",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Share of preemptions that are announced, 0 to 1 (default: 0.5).")
  private double noticeShare;

  @Option(
      names = "--vacancy",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "From a preemption until another GPU is there, not paid (default: 120).")
  private double vacancy;

  @Option(
      names = "--boot",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description = "Until a GPU's trainer takes requests, paid (default: 90).")
  private double boot;

  @Option(
      names = "--price",
      paramLabel = "P",
      defaultValue = "0.2",
      description = "Of a GPU for an hour, in any currency (default: 0.2).")
  private double price;

  List<SpotMarket> markets() {
    return hoursToPreemption.stream()
        .map(
            hours ->
                new SpotMarket(
                    FleetTimes.hours("--mttp", hours),
                    noticeShare,
                    FleetTimes.seconds("--notice", notice),
                    FleetTimes.seconds("--vacancy", vacancy),
                    FleetTimes.seconds("--boot", boot)))
        .toList();
  }

  double price() {
    return price;
  }
}
