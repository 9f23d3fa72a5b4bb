package zoodip.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedKafkaTest {
  private static final String TOPIC = "things";
  private static final String GROUP = "workers";

  /** More than the 9 s after which Kafka's controllers take a broker for dead by default. */
  private static final int SELDOM_MS = 12_000;

  @TempDir Path folder;

  @Test
  void aRestartOnTheSameFolderKeepsRecordsClusterAndConfiguration() throws Exception {
    String before;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      makeTopic(kafka);
      commit(kafka, "one");
      before = clusterId(kafka);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      commit(kafka, "two");
      assertEquals(before, clusterId(kafka));
      assertEquals(List.of("one", "two"), committed(kafka, 2));
    }
  }

  @Test
  void theFixedPortsAreUsedAgainByTheNextStart() {
    Ports ports = Ports.free();
    for (int start = 0; start < 2; start++) {
      try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, ports)) {
        assertEquals("127.0.0.1:" + ports.kafka(), kafka.bootstrapServers());
      }
    }
  }

  @Test
  void aBrokerThatIsSeldomHeardOfLeadsItsPartitionsAllTheTime() throws Exception {
    Map<String, String> seldom = Map.of("broker.heartbeat.interval.ms", String.valueOf(SELDOM_MS));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, Ports.free(), seldom);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      makeTopic(kafka);
      Optional<Integer> before = leaderEpoch(admin);

      Thread.sleep(SELDOM_MS);

      assertEquals(before, leaderEpoch(admin));
    }
  }

  @Test
  void aTransactionThatWasOpenWhenTheBrokerWasKilledIsAborted() throws Exception {
    KilledBroker.leaveBehind(folder, TOPIC);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      commit(kafka, "later");
      assertEquals(List.of("later"), committed(kafka, 1));
    }
  }

  @Test
  void aTransactionThatWasOpenWhenTheBrokerStoppedIsAborted() throws Exception {
    EmbeddedKafka first = EmbeddedKafka.start(folder);
    KafkaProducer<String, String> left = KilledBroker.leaveOpen(first, TOPIC);
    first.close();
    left.close(Duration.ZERO);
    // real time has to pass: only then is the transaction due to be aborted
    Thread.sleep(KilledBroker.TRANSACTION_TIMEOUT_MS);
    try (EmbeddedKafka second = EmbeddedKafka.start(folder)) {
      commit(second, "later");
      assertEquals(List.of("later"), committed(second, 1));
    }
  }

  @Test
  void theLaterOwnerOfATransactionalIdFencesTheEarlier() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      makeTopic(kafka);
      try (var first = producer(kafka);
          var second = producer(kafka)) {
        first.initTransactions();
        first.beginTransaction();
        first.send(new ProducerRecord<>(TOPIC, "from the first")).get();
        second.initTransactions();
        RuntimeException fenced = assertThrows(RuntimeException.class, first::commitTransaction);
        assertTrue(isFencing(fenced), fenced.toString());
        send(second, "from the second");
      }
      assertEquals(List.of("from the second"), committed(kafka, 1));
    }
  }

  @Test
  void aShareGroupHandsOutWhatAClosedConsumerDidNotFinish() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      makeTopic(kafka);
      fromTheBeginning(kafka);
      commit(kafka, "job");
      try (var first = worker(kafka)) {
        assertEquals(1, next(first).deliveryCount().orElseThrow().intValue());
      }
      try (var second = worker(kafka)) {
        ConsumerRecord<String, String> again = next(second);
        assertEquals("job", again.value());
        assertEquals(2, again.deliveryCount().orElseThrow().intValue());
        second.acknowledge(again, AcknowledgeType.ACCEPT);
        assertEquals(
            Optional.empty(),
            second.commitSync().values().stream().flatMap(Optional::stream).findAny());
      }
    }
  }

  private static boolean isFencing(RuntimeException failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure.getCause() instanceof ProducerFencedException
        || failure.getCause() instanceof InvalidProducerEpochException;
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static String clusterId(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      return admin.describeCluster().clusterId().get();
    }
  }

  /** Of the topic's partition; a new one begins each time that a leader is found for it. */
  private static Optional<Integer> leaderEpoch(Admin admin) throws Exception {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .leaderEpoch();
  }

  private static void makeTopic(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static void fromTheBeginning(EmbeddedKafka kafka) throws Exception {
    var earliest =
        new AlterConfigOp(
            new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
    try (Admin admin = admin(kafka)) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.GROUP, GROUP), List.of(earliest)))
          .all()
          .get();
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "owner"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, String value) throws Exception {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, value)).get();
    producer.commitTransaction();
  }

  private static void commit(EmbeddedKafka kafka, String value) throws Exception {
    try (var producer = producer(kafka)) {
      producer.initTransactions();
      send(producer, value);
    }
  }

  private static List<String> committed(EmbeddedKafka kafka, int count) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      while (values.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  private static KafkaShareConsumer<String, String> worker(EmbeddedKafka kafka) {
    var consumer =
        new KafkaShareConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                GROUP,
                "share.acknowledgement.mode",
                "explicit",
                "share.acquire.mode",
                "record_limit",
                "max.poll.records",
                1),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of(TOPIC));
    return consumer;
  }

  private static ConsumerRecord<String, String> next(KafkaShareConsumer<String, String> worker) {
    while (true) {
      for (ConsumerRecord<String, String> record : worker.poll(Duration.ofMillis(200))) {
        return record;
      }
    }
  }
}
