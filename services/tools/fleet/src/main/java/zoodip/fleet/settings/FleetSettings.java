package zoodip.fleet.settings;

import zoodip.platform.work.FleetLimits;

/**
 * A fleet to simulate.
 *
 * @param gpus that are wanted at a time, 1 or more
 * @param slotsPerGpu jobs that one works on at a time, 1 or more
 * @param shards parts that the work queue is spread over, 1 to 64
 * @param pricePerHour of one GPU, for as long as there is one
 * @param seed of all that is random
 */
public record FleetSettings(
    int gpus,
    int slotsPerGpu,
    int shards,
    Workload workload,
    SpotMarket market,
    TrainingTimes times,
    WorkRules rules,
    ShareLimits limits,
    Recovery recovery,
    double pricePerHour,
    long seed) {
  private static final int MOST_SHARDS = 64;

  public FleetSettings {
    require(gpus >= 1, "gpus", gpus, "1 or more");
    require(slotsPerGpu >= 1, "slots per GPU", slotsPerGpu, "1 or more");
    require(shards >= 1 && shards <= MOST_SHARDS, "shards", shards, "1 to " + MOST_SHARDS);
    require(pricePerHour >= 0 && Double.isFinite(pricePerHour), "price", pricePerHour, "0 or more");
  }

  /** Slots of the whole fleet. */
  public int slots() {
    return Math.multiplyExact(gpus, slotsPerGpu);
  }

  /** What brokers must allow for the fleet to be let in. */
  public FleetLimits needs() {
    return new FleetLimits(slots(), shards, rules.deliveries(), rules.lock());
  }

  /**
   * Refuses a setting.
   *
   * @throws IllegalArgumentException unless it {@code holds}
   */
  static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s; use %s".formatted(name, value, allowed));
    }
  }
}
