package zoodip.systemtests;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/** The topics of an install on which no service has started yet. */
final class InstallTopics {
  private static final KafkaConfig DEFAULTS =
      new SmallRyeConfigBuilder()
          .withMapping(KafkaConfig.class)
          .build()
          .getConfigMapping(KafkaConfig.class);

  private InstallTopics() {}

  /** Creates them as the first service would. */
  static void create(String bootstrapServers) {
    new KafkaClients(Map.of("bootstrap.servers", bootstrapServers), DEFAULTS).ensureTopics();
  }
}
