package zoodip.cli.fleet;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.fleet.settings.FleetSettings;

/**
 * The simulations that options ask for: each recovery at each time to preemption with each seed.
 */
final class FleetPlan {
  @Mixin private FleetSizeOptions size;
  @Mixin private SpotMarketOptions market;
  @Mixin private TrainingTimeOptions training;
  @Mixin private RecoveryOptions recovery;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      split = ",",
      defaultValue = "1",
      description = "Of all that is random; several give a spread (default: 1).")
  private List<Long> seeds;

  List<FleetSettings> settings() {
    return recovery.recoveries().stream()
        .flatMap(
            way ->
                market.markets().stream()
                    .flatMap(
                        spot ->
                            seeds.stream()
                                .map(
                                    seed ->
                                        new FleetSettings(
                                            size.gpus(),
                                            size.slotsPerGpu(),
                                            size.shards(),
                                            size.workload(),
                                            spot,
                                            training.times(),
                                            size.rules(),
                                            size.limits(),
                                            way,
                                            market.price(),
                                            seed))))
        .toList();
  }
}
