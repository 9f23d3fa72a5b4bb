package zoodip.platform.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.jboss.logging.Logger;

/** What the brokers are set to. */
public record BrokerConfigs(KafkaClients kafka, Duration patience) {
  private static final Logger LOG = Logger.getLogger(BrokerConfigs.class);

  /**
   * The settings of every broker by its id; none, and a warning, where they may not be read.
   *
   * @throws KafkaUnavailableException if the brokers do not answer within the patience
   */
  public Map<String, Config> read() {
    try (Admin admin = kafka.admin()) {
      List<ConfigResource> brokers =
          admin.describeCluster().nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS).stream()
              .map(Node::idString)
              .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id))
              .toList();
      Map<String, Config> settings = new TreeMap<>();
      admin
          .describeConfigs(brokers)
          .all()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((broker, config) -> settings.put(broker.name(), config));
      return settings;
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ClusterAuthorizationException)) {
        throw new KafkaUnavailableException("cannot read the brokers' settings", e.getCause());
      }
      LOG.warn(
          "The brokers' settings are not checked: DESCRIBE_CONFIGS on the cluster is not allowed");
      return Map.of();
    } catch (TimeoutException e) {
      throw new KafkaUnavailableException("no answer about the brokers' settings", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailableException("interrupted while reading the brokers' settings", e);
    }
  }
}
