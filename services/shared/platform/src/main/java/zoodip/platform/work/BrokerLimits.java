package zoodip.platform.work;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import zoodip.platform.kafka.BrokerConfigs;
import zoodip.platform.kafka.KafkaClients;

/**
 * What brokers allow share groups, beside what the fleet needs of them. A broker that allows less
 * would turn members away or leave requests undelivered, and say so nowhere.
 */
public record BrokerLimits(KafkaClients kafka, WorkConfig config) {
  /**
   * Compares them.
   *
   * @throws ConfigurationException naming the broker, its setting, and what to set
   * @throws zoodip.platform.kafka.KafkaUnavailableException if the brokers do not answer within
   *     {@code patience}
   */
  public void require(Duration patience) {
    if (config.fleetSlots() == 0) {
      return;
    }
    new BrokerConfigs(kafka, patience).read().forEach(this::require);
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
