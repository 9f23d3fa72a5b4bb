package zoodip.platform.work;

import java.time.Duration;
import java.util.Optional;
import zoodip.platform.kafka.KafkaConfig;

/**
 * Settings with which slots notice everything within a second or two.
 *
 * @param queueShards topics of each queue
 * @param fleetSlots that the broker's limits are checked against
 */
record SlotSettings(int deliveries, Duration silence, int queueShards, int fleetSlots)
    implements WorkConfig, KafkaConfig {
  SlotSettings(int deliveries) {
    this(deliveries, Duration.ofSeconds(2));
  }

  SlotSettings(int deliveries, Duration silence) {
    this(deliveries, silence, 1, 200);
  }

  @Override
  public Duration lock() {
    return Duration.ofSeconds(1);
  }

  @Override
  public int attempts() {
    return 3;
  }

  @Override
  public Duration recordPatience() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration startPatience() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration firstPause() {
    return Duration.ofMillis(50);
  }

  @Override
  public Duration longestPause() {
    return Duration.ofMillis(200);
  }

  @Override
  public Duration shutdownPatience() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration shardPatience() {
    return Duration.ofMillis(300);
  }

  @Override
  public Optional<Duration> idleExit() {
    return Optional.empty();
  }

  @Override
  public Gateway gateway() {
    throw new UnsupportedOperationException("Slots of a test are given the records of jobs");
  }

  @Override
  public boolean create() {
    return true;
  }

  @Override
  public short replicationFactor() {
    return -1;
  }

  @Override
  public Duration startTimeout() {
    return Duration.ofSeconds(60);
  }
}
