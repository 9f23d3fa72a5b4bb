package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.embedded.Ports;
import zoodip.platform.kafka.KafkaClients;

/**
 * Record locks are a window of offsets: a request that takes long holds back those that are too far
 * behind it, although all between them are done. Simulations of fleets rely on it.
 */
@Timeout(120)
class RecordLockWindowTest {
  private static final int WINDOW = 100;
  private static final int REQUESTS = 120;
  private static final Duration QUIET = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void aRequestUnderWayHoldsBackThoseTooFarBehindIt() throws Exception {
    try (EmbeddedKafka broker =
        EmbeddedKafka.start(
            folder,
            Ports.free(),
            Map.of("group.share.partition.max.record.locks", String.valueOf(WINDOW)))) {
      SlotSettings settings = new SlotSettings(5);
      KafkaClients kafka =
          new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), settings);
      kafka.ensureTopics();
      ShareGroup group = new ShareGroup(kafka, WorkQueue.TRAINING.group(0));
      group.ensure(settings, Duration.ofSeconds(20));
      lockForAMinute(kafka, group.id());
      append(kafka);
      try (var holder = joined(group);
          var worker = joined(group)) {
        ConsumerRecord<String, byte[]> held = first(holder);
        assertEquals(0, held.offset());
        List<Long> done = workUntilQuiet(worker);
        long last = done.get(done.size() - 1);
        // every other offset is the end of a transaction
        assertEquals(last / 2, done.size());
        assertTrue(last >= WINDOW - 4 && last <= WINDOW + 4, done::toString);
        holder.acknowledge(held, AcknowledgeType.ACCEPT);
        var unused = holder.commitSync();
        done.addAll(workUntilQuiet(worker));
        assertEquals(REQUESTS - 1, done.size());
      }
    }
  }

  private static void lockForAMinute(KafkaClients kafka, String group) throws Exception {
    try (Admin admin = kafka.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("share.record.lock.duration.ms", "60000"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  /** Each in a transaction of its own, as the fold does where jobs come one after another. */
  private static void append(KafkaClients kafka) {
    try (Producer<String, byte[]> producer = kafka.transactionalProducer("requests")) {
      producer.initTransactions();
      for (int i = 0; i < REQUESTS; i++) {
        producer.beginTransaction();
        var unused =
            producer.send(
                new ProducerRecord<>(WorkQueue.TRAINING.topic().title(), "job" + i, new byte[0]));
        producer.commitTransaction();
      }
    }
  }

  private static KafkaShareConsumer<String, byte[]> joined(ShareGroup group) {
    KafkaShareConsumer<String, byte[]> consumer = group.member();
    consumer.subscribe(List.of(WorkQueue.TRAINING.topic().title()));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> first(KafkaShareConsumer<String, byte[]> consumer) {
    while (true) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(QUIET)) {
        return record;
      }
    }
  }

  /** Is done with each request at once; the offsets of those that it got. */
  private static List<Long> workUntilQuiet(KafkaShareConsumer<String, byte[]> consumer) {
    List<Long> offsets = new ArrayList<>();
    long heard = System.nanoTime();
    while (System.nanoTime() - heard < QUIET.toNanos()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(250))) {
        offsets.add(record.offset());
        consumer.acknowledge(record, AcknowledgeType.ACCEPT);
        var unused = consumer.commitSync();
        heard = System.nanoTime();
      }
    }
    return offsets;
  }
}
