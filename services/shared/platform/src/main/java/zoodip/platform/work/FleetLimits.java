package zoodip.platform.work;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a fleet needs brokers to allow its share groups.
 *
 * @param fleetSlots slots of all workers of a queue together, 1 or more
 * @param queueShards topics that the queue is spread over, each with a share group of its own
 * @param deliveries of one request
 * @param lock how long a request stays with a slot that says nothing
 */
public record FleetLimits(int fleetSlots, int queueShards, int deliveries, Duration lock) {
  /** The broker's setting of how many members a share group may have. */
  public static final String MEMBERS = "group.share.max.size";

  /** The broker's setting of how far the newest request under way may be behind the oldest. */
  public static final String LOCKS = "group.share.partition.max.record.locks";

  private static final String DELIVERIES = "group.share.max.delivery.count.limit";
  private static final String SHORTEST_LOCK = "group.share.min.record.lock.duration.ms";
  private static final String LONGEST_LOCK = "group.share.max.record.lock.duration.ms";
  private static final long MOST_MEMBERS = 1000;
  private static final long MOST_LOCKS = 10_000;

  /**
   * Offsets for each slot from the oldest request under way to the newest: while one job takes its
   * time, the other slots get their next ones, and each request is followed by the end of its
   * transaction. All of these offsets count as locks, also those that are done.
   */
  private static final long LOCKS_PER_SLOT = 4;

  /**
   * The first setting that is too narrow, with what to set; empty if there is none.
   *
   * @param settings of a broker by their names; those that it lacks are not looked at
   */
  public Optional<String> problem(Map<String, Long> settings) {
    long each = (fleetSlots + queueShards - 1L) / queueShards;
    // slots go from one shard to another: one may have more of them than its share for a while
    long members = queueShards == 1 ? each : Math.min(2 * each, fleetSlots);
    return Stream.of(
            atLeast(settings, MEMBERS, members, MOST_MEMBERS),
            atLeast(settings, LOCKS, LOCKS_PER_SLOT * each, MOST_LOCKS),
            tooFewDeliveries(settings),
            lockOutside(settings))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> atLeast(
      Map<String, Long> settings, String name, long wanted, long possible) {
    return value(settings, name)
        .filter(value -> value < wanted)
        .map(
            value ->
                "%s=%d, but work.fleet-slots=%d with topics.queue-shards=%d needs %d: %s"
                    .formatted(
                        name,
                        value,
                        fleetSlots,
                        queueShards,
                        wanted,
                        wanted <= possible
                            ? "set %s=%d on every broker".formatted(name, wanted)
                            : "more than Kafka can be set to (%d); use more topics.queue-shards"
                                .formatted(possible)));
  }

  private Optional<String> tooFewDeliveries(Map<String, Long> settings) {
    return value(settings, DELIVERIES)
        .filter(value -> value < deliveries)
        .map(
            value ->
                "%s=%d, but work.deliveries=%d: set the broker's to %d, or work.deliveries to %d or less"
                    .formatted(DELIVERIES, value, deliveries, deliveries, value));
  }

  private Optional<String> lockOutside(Map<String, Long> settings) {
    Optional<String> tooShort =
        value(settings, SHORTEST_LOCK)
            .filter(value -> lock.toMillis() < value)
            .map(value -> lockProblem(SHORTEST_LOCK, value));
    return tooShort.isPresent()
        ? tooShort
        : value(settings, LONGEST_LOCK)
            .filter(value -> lock.toMillis() > value)
            .map(value -> lockProblem(LONGEST_LOCK, value));
  }

  private String lockProblem(String name, long value) {
    return "%s=%d, but work.lock is %s: set the broker's to %d, or work.lock to PT%.1fS"
        .formatted(name, value, lock, lock.toMillis(), value / 1e3);
  }

  private static Optional<Long> value(Map<String, Long> settings, String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** The settings that are looked at. */
  static Stream<String> names() {
    return Stream.of(MEMBERS, LOCKS, DELIVERIES, SHORTEST_LOCK, LONGEST_LOCK);
  }
}
