package zoodip.gateway.migration;

import io.quarkus.kafka.client.runtime.KafkaRuntimeConfigProducer;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.platform.work.WorkConfig;

/** Reads a migration's settings where the services read theirs, without starting one. */
final class MigrationSettings {
  private MigrationSettings() {}

  /**
   * From the environment, system properties and files.
   *
   * @throws io.smallrye.config.ConfigValidationException naming a setting that cannot be used
   */
  static Migration read() {
    SmallRyeConfig config =
        ConfigUtils.configBuilder()
            .withMapping(GatewayConfig.class)
            .withMapping(KafkaConfig.class)
            .withMapping(WorkConfig.class)
            .build();
    KafkaConfig topics = config.getConfigMapping(KafkaConfig.class);
    return new Migration(
        new KafkaClients(
            new KafkaRuntimeConfigProducer().createKafkaRuntimeConfig(config, NAMELESS), topics),
        topics,
        config.getConfigMapping(WorkConfig.class),
        config.getConfigMapping(GatewayConfig.class).fold().applicationId());
  }

  /** The application's name would only be a consumer group, and a migration consumes nothing. */
  private static final ApplicationConfig NAMELESS =
      new ApplicationConfig() {
        @Override
        public Optional<String> name() {
          return Optional.empty();
        }

        @Override
        public Optional<String> version() {
          return Optional.empty();
        }

        @Override
        public Optional<String> uiHeader() {
          return Optional.empty();
        }
      };
}
