package zoodip.fleet.settings;

import java.time.Duration;
import java.util.Map;
import zoodip.platform.work.FleetLimits;

/**
 * What a broker allows a share group.
 *
 * @param members {@code group.share.max.size}, 1 to 1,000
 * @param recordLocks {@code group.share.partition.max.record.locks}, 100 to 10,000: how far the
 *     newest request that was handed out may be behind the oldest one that is not done, in offsets
 * @param sessionTimeout {@code group.share.session.timeout.ms}: how long a member that died counts
 */
public record ShareLimits(int members, int recordLocks, Duration sessionTimeout) {
  /** The most that Kafka can be set to, with its default timeout. */
  public static final ShareLimits WIDEST = new ShareLimits(1000, 10_000, Duration.ofSeconds(45));

  public ShareLimits {
    FleetSettings.require(members >= 1 && members <= 1000, "members", members, "1 to 1000");
    FleetSettings.require(
        recordLocks >= 100 && recordLocks <= 10_000, "record locks", recordLocks, "100 to 10000");
    FleetSettings.require(
        !sessionTimeout.isNegative(), "session timeout", sessionTimeout, "0 or more");
  }

  /** By their names on a broker. */
  public Map<String, Long> settings() {
    return Map.of(FleetLimits.MEMBERS, (long) members, FleetLimits.LOCKS, (long) recordLocks);
  }
}
