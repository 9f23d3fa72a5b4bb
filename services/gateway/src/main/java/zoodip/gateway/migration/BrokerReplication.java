package zoodip.gateway.migration;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import zoodip.platform.kafka.BrokerConfigs;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/**
 * Whether Kafka keeps its own topics, of offsets, transactions and share groups, as safely as it is
 * asked to keep the services'. A lost partition of those stops jobs as a lost topic does.
 */
record BrokerReplication(KafkaClients kafka, KafkaConfig config) {
  private static final List<String> SETTINGS =
      List.of(
          "offsets.topic.replication.factor",
          "transaction.state.log.replication.factor",
          "share.coordinator.state.topic.replication.factor");

  /**
   * Compares.
   *
   * @throws ConfigurationException naming the broker, its setting and what to set
   */
  void require() {
    new BrokerConfigs(kafka, config.startTimeout())
        .read()
        .forEach(
            (broker, settings) -> problem(settings).ifPresent(problem -> refuse(broker, problem)));
  }

  private Optional<String> problem(Config settings) {
    return SETTINGS.stream()
        .map(settings::get)
        .flatMap(Stream::ofNullable)
        .filter(entry -> entry.value() != null)
        .filter(entry -> Integer.parseInt(entry.value()) < config.replicationFactor())
        .map(
            entry ->
                "%s=%s, but topics.replication-factor=%d: set it to %d on every broker and give that topic as many replicas, or lower topics.replication-factor"
                    .formatted(
                        entry.name(),
                        entry.value(),
                        config.replicationFactor(),
                        config.replicationFactor()))
        .findFirst();
  }

  private static void refuse(String broker, String problem) {
    throw new ConfigurationException("Broker " + broker + " has " + problem);
  }
}
