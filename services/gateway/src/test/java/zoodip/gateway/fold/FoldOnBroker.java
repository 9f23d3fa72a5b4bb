package zoodip.gateway.fold;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;

/** What tests of the fold on a real broker have in common. */
public final class FoldOnBroker {
  private static final Logger LOG = Logger.getLogger(FoldOnBroker.class);

  /** One topic for each queue, and the broker's own number of replicas. */
  static final KafkaConfig DEFAULTS =
      new SmallRyeConfigBuilder()
          .withMapping(KafkaConfig.class)
          .build()
          .getConfigMapping(KafkaConfig.class);

  private FoldOnBroker() {}

  /**
   * The fold with its state in memory, not started.
   *
   * @param folder for what Kafka Streams keeps beside that
   * @param wholeRecords as for {@link JobTopology#build}
   * @param queueShards likewise
   */
  public static KafkaStreams streams(
      KafkaClients kafka, Path folder, boolean wholeRecords, int queueShards) {
    Properties settings = new Properties();
    settings.putAll(
        kafka.settings(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "job-fold",
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString(),
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                0,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                50)));
    KafkaStreams streams =
        new KafkaStreams(
            JobTopology.build(
                GatewayConfig.StoreKind.MEMORY,
                wholeRecords,
                queueShards,
                new SimpleMeterRegistry()),
            settings);
    streams.setUncaughtExceptionHandler(FoldOnBroker::afterFailure);
    return streams;
  }

  /** As {@link FoldStreams} does: whoever waits for the fold must not wait for a dead one. */
  private static StreamThreadExceptionResponse afterFailure(Throwable failure) {
    LOG.error("A thread of the fold failed and is replaced", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
