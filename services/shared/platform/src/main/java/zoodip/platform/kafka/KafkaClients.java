package zoodip.platform.kafka;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes Kafka clients with the application's {@code kafka.*} settings, and the topics they use. */
@ApplicationScoped
public class KafkaClients {
  private static final int MOST_SHARDS = 64;
  private static final long REQUEST_TIMEOUT_MS = 30_000;
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;

  private final Map<String, Object> broker;
  private final KafkaConfig config;

  @Inject
  public KafkaClients(
      @Identifier("default-kafka-broker") Map<String, Object> broker, KafkaConfig config) {
    this.broker = broker;
    this.config = config;
  }

  /** The application's Kafka settings, overridden by {@code own}. */
  public Map<String, Object> settings(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(broker);
    all.putAll(own);
    return all;
  }

  /** A client that asks for {@code topics.start-timeout} before it gives up. */
  public Admin admin() {
    long patience = config.startTimeout().toMillis();
    return Admin.create(
        settings(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) patience,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) Math.min(patience, REQUEST_TIMEOUT_MS))));
  }

  /** An idempotent producer outside transactions. */
  public Producer<String, byte[]> producer() {
    return producer(Map.of());
  }

  /** An idempotent producer that gives a record up after that time, wherever it waits. */
  public Producer<String, byte[]> producer(Duration patience) {
    int timeout = (int) patience.toMillis();
    return producer(
        Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout));
  }

  /**
   * A producer whose earlier owners are fenced once it has called {@code initTransactions}. Readers
   * of committed records stand still behind an open transaction, so that of a dead process is ended
   * by the broker soon; transactions have to be short.
   */
  public Producer<String, byte[]> transactionalProducer(String transactionalId) {
    return producer(
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            transactionalId,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            TRANSACTION_TIMEOUT_MS));
  }

  /** A consumer outside any group that sees committed records only. */
  public <V extends Message> Consumer<String, V> reader(Parser<V> parser) {
    return reader(new ProtoSerde<>(parser).deserializer());
  }

  /** As before, for topics whose values are read by other means. */
  public Consumer<String, byte[]> reader() {
    return reader(new ByteArrayDeserializer());
  }

  private <V> Consumer<String, V> reader(Deserializer<V> values) {
    return new KafkaConsumer<>(
        settings(
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100)),
        new StringDeserializer(),
        values);
  }

  /**
   * Creates the topics that are missing; if {@code topics.create} is false, waits for them.
   *
   * @throws KafkaUnavailableException if the broker does not answer, or the topics are not there,
   *     in {@code topics.start-timeout}
   */
  public void ensureTopics() {
    try (Admin admin = admin()) {
      new TopicSetup(admin, config).ensure(topics());
    }
  }

  /** Every topic, with all parts of the work queues. */
  List<TopicDefinition> topics() {
    return Stream.of(Topics.values())
        .flatMap(
            topic ->
                IntStream.range(0, topic.isQueue() ? queueShards() : 1).mapToObj(topic::definition))
        .toList();
  }

  /**
   * Topics that each work queue is spread over.
   *
   * @throws ConfigurationException if the setting is none
   */
  public int queueShards() {
    int shards = config.queueShards();
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new ConfigurationException(
          "topics.queue-shards is %d: use 1 to %d".formatted(shards, MOST_SHARDS));
    }
    return shards;
  }

  /**
   * Creates the topics of a fold's state that are missing, with as many partitions as the events
   * have. Kafka Streams does the same in the group's first member alone, and if that is of a
   * version with less state, all others wait for their topics in vain. If {@code topics.create} is
   * false, waits for them.
   *
   * @throws KafkaUnavailableException if the broker does not answer, or the topics are not there,
   *     in {@code topics.start-timeout}
   */
  public void ensureChangelogs(List<String> titles) {
    try (Admin admin = admin()) {
      TopicSetup setup = new TopicSetup(admin, config);
      setup.ensure(setup.changelogs(titles));
    }
  }

  /** An idempotent producer with settings of its own. */
  public Producer<String, byte[]> producer(Map<String, Object> own) {
    Map<String, Object> all = new HashMap<>(own);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(settings(all), new StringSerializer(), new ByteArraySerializer());
  }
}
