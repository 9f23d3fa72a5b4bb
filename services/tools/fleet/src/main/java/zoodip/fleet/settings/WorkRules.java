package zoodip.fleet.settings;

import java.time.Duration;
import zoodip.platform.work.LockRenewal;
import zoodip.platform.work.RedeliveryPolicy;
import zoodip.platform.work.ShardTour;

/**
 * The settings of slots, as {@code work.lock}, {@code work.deliveries} and {@code
 * work.shard-patience}.
 *
 * @param lock how long a request stays with a slot that has gone silent
 * @param deliveries of one request, 2 or more
 * @param shardPatience how long a slot without work stays with one of several parts of the queue
 */
public record WorkRules(Duration lock, int deliveries, Duration shardPatience) {
  /** What slots have if nothing else is said. */
  public static final WorkRules DEFAULT =
      new WorkRules(Duration.ofSeconds(30), 10, Duration.ofSeconds(5));

  public WorkRules {
    FleetSettings.require(!lock.isNegative() && !lock.isZero(), "lock", lock, "more than 0");
    FleetSettings.require(deliveries >= 2, "deliveries", deliveries, "2 or more");
    FleetSettings.require(
        !shardPatience.isNegative() && !shardPatience.isZero(),
        "shard patience",
        shardPatience,
        "more than 0");
  }

  public LockRenewal renewal() {
    return new LockRenewal(lock);
  }

  public RedeliveryPolicy redelivery() {
    return new RedeliveryPolicy(deliveries);
  }

  /** The way of one slot through the parts of the queue. */
  public ShardTour tour(int shards, int slot) {
    return new ShardTour(shards, slot, shardPatience);
  }
}
