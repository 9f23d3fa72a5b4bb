package zoodip.platform.work;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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
    new FleetLimits(config.fleetSlots(), kafka.queueShards(), config.deliveries(), config.lock())
        .problem(values(settings))
        .ifPresent(
            problem -> {
              throw new ConfigurationException("Broker " + broker + " has " + problem);
            });
  }

  private static Map<String, Long> values(Config settings) {
    return FleetLimits.names()
        .map(settings::get)
        .filter(Objects::nonNull)
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, entry -> Long.valueOf(entry.value())));
  }
}
