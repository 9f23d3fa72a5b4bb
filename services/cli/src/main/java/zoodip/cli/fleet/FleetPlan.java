package zoodip.cli.fleet;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.settings.Recovery;
import zoodip.fleet.settings.SpotMarket;

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

  /**
   * In the order of recoveries, then of times to preemption, then of seeds.
   *
   * @throws IllegalArgumentException naming a setting that cannot be
   */
  List<FleetSettings> settings() {
    List<FleetSettings> all = new ArrayList<>();
    for (Recovery way : recovery.recoveries()) {
      for (SpotMarket spot : market.markets()) {
        seeds.forEach(seed -> all.add(settings(way, spot, seed)));
      }
    }
    return all;
  }

  private FleetSettings settings(Recovery way, SpotMarket spot, long seed) {
    return new FleetSettings(
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
        seed);
  }
}
