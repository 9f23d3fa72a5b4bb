package zoodip.platform.work;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.jboss.logging.Logger;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaUnavailableException;

/**
 * What brokers allow share groups, beside what the fleet needs of them. A broker that allows less
 * would turn members away or leave requests undelivered, and say so nowhere.
 */
record BrokerLimits(KafkaClients kafka, WorkConfig config) {
  private static final Logger LOG = Logger.getLogger(BrokerLimits.class);
  private static final String MEMBERS = "group.share.max.size";
  private static final String LOCKS = "group.share.partition.max.record.locks";
  private static final String DELIVERIES = "group.share.max.delivery.count.limit";
  private static final String SHORTEST_LOCK = "group.share.min.record.lock.duration.ms";
  private static final String LONGEST_LOCK = "group.share.max.record.lock.duration.ms";
  private static final long MOST_MEMBERS = 1000;
  private static final long MOST_LOCKS = 10_000;

  /**
   * Compares them.
   *
   * @throws ConfigurationException naming the broker, its setting, and what to set
   * @throws KafkaUnavailableException if the brokers do not answer within {@code patience}
   */
  void require(Duration patience) {
    if (config.fleetSlots() == 0) {
      return;
    }
    try (Admin admin = kafka.admin()) {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS).stream()
              .map(Node::idString)
              .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
              .toList();
      Map<ConfigResource, Config> described =
          admin.describeConfigs(brokers).all().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      described.forEach((broker, settings) -> require(broker.name(), settings));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ClusterAuthorizationException)) {
        throw new KafkaUnavailableException("cannot read the brokers' settings", e.getCause());
      }
      LOG.warn(
          "The brokers' limits of share groups are not checked: DESCRIBE_CONFIGS on the cluster is not allowed");
    } catch (TimeoutException e) {
      throw new KafkaUnavailableException("no answer about the brokers' settings", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while reading the brokers' settings", e);
    }
  }

  private void require(String broker, Config settings) {
    int shards = kafka.queueShards();
    long each = (config.fleetSlots() + shards - 1L) / shards;
    // slots go from one shard to another: one may have more of them than its share for a while
    long members = shards == 1 ? each : Math.min(2 * each, config.fleetSlots());
    Stream.of(
            atLeast(settings, MEMBERS, members, MOST_MEMBERS),
            atLeast(settings, LOCKS, each, MOST_LOCKS),
            deliveries(settings),
            lock(settings))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new ConfigurationException("Broker " + broker + " has " + problem);
            });
  }

  private Optional<String> atLeast(Config settings, String name, long wanted, long possible) {
    return value(settings, name)
        .filter(value -> value < wanted)
        .map(
            value ->
                "%s=%d, but work.fleet-slots=%d with topics.queue-shards=%d needs %d: %s"
                    .formatted(
                        name,
                        value,
                        config.fleetSlots(),
                        kafka.queueShards(),
                        wanted,
                        wanted <= possible
                            ? "set %s=%d on every broker".formatted(name, wanted)
                            : "more than Kafka can be set to (%d); use more topics.queue-shards"
                                .formatted(possible)));
  }

  private Optional<String> deliveries(Config settings) {
    return value(settings, DELIVERIES)
        .filter(value -> value < config.deliveries())
        .map(
            value ->
                "%s=%d, but work.deliveries=%d: set the broker's to %d, or work.deliveries to %d or less"
                    .formatted(DELIVERIES, value, config.deliveries(), config.deliveries(), value));
  }

  private Optional<String> lock(Config settings) {
    long lock = config.lock().toMillis();
    Optional<String> tooShort =
        value(settings, SHORTEST_LOCK)
            .filter(value -> lock < value)
            .map(value -> lockProblem(SHORTEST_LOCK, value));
    return tooShort.isPresent()
        ? tooShort
        : value(settings, LONGEST_LOCK)
            .filter(value -> lock > value)
            .map(value -> lockProblem(LONGEST_LOCK, value));
  }

  private String lockProblem(String name, long value) {
    return "%s=%d, but work.lock is %s: set the broker's to %d, or work.lock to PT%.1fS"
        .formatted(name, value, config.lock(), config.lock().toMillis(), value / 1e3);
  }

  private static Optional<Long> value(Config settings, String name) {
    return Optional.ofNullable(settings.get(name)).map(ConfigEntry::value).map(Long::parseLong);
  }
}
