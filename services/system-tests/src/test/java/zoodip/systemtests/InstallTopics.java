package zoodip.systemtests;

import java.time.Duration;
import java.util.Map;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/** The topics of an install on which no service has started yet. */
final class InstallTopics {
  private InstallTopics() {}

  /** Creates them as the first service would. */
  static void create(String bootstrapServers) {
    new KafkaClients(Map.of("bootstrap.servers", bootstrapServers), new Defaults()).ensureTopics();
  }

  private record Defaults() implements KafkaConfig {
    @Override
    public int queueShards() {
      return 1;
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
}
