package zoodip.fleet.simulation;

import java.time.Duration;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.settings.Recovery;
import zoodip.fleet.settings.ShareLimits;
import zoodip.fleet.settings.SpotMarket;
import zoodip.fleet.settings.TrainingTimes;
import zoodip.fleet.settings.WorkRules;
import zoodip.fleet.settings.Workload;

/** Fleets of short jobs. */
final class Fleets {
  static final Recovery.Journal JOURNAL =
      new Recovery.Journal(Duration.ofSeconds(3), 1000, Duration.ofMillis(10));

  /** 400 seconds each. */
  static final TrainingTimes TIMES =
      new TrainingTimes(
          4000, 10, Duration.ofSeconds(9), Duration.ofSeconds(2), Duration.ofMillis(250));

  private Fleets() {}

  /** Preemptions of which half are announced. */
  static SpotMarket market(Duration meanTimeToPreemption) {
    return new SpotMarket(
        meanTimeToPreemption,
        0.5,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(40));
  }

  static SpotMarket calm() {
    return market(Duration.ZERO);
  }

  static FleetSettings of(
      int gpus, Workload workload, SpotMarket market, Recovery recovery, long seed) {
    return new FleetSettings(
        gpus,
        1,
        1,
        workload,
        market,
        TIMES,
        WorkRules.DEFAULT,
        ShareLimits.WIDEST,
        recovery,
        0.2,
        seed);
  }

  /** Many slots, which are never preempted. */
  static FleetSettings large(int gpus, int slotsPerGpu, int shards, int jobs) {
    return new FleetSettings(
        gpus,
        slotsPerGpu,
        shards,
        new Workload.Burst(jobs),
        calm(),
        TIMES,
        WorkRules.DEFAULT,
        ShareLimits.WIDEST,
        JOURNAL,
        0.2,
        1);
  }
}
