package zoodip.platform.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.JobRecord;

@Timeout(60)
class CompactedViewTest {
  private static final KafkaConfig CONFIG =
      new KafkaConfig() {
        @Override
        public short replicationFactor() {
          return -1;
        }

        @Override
        public Duration startTimeout() {
          return Duration.ofSeconds(60);
        }
      };

  @TempDir static Path folder;
  private static EmbeddedKafka broker;
  private static KafkaClients kafka;

  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(folder);
    kafka = new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), CONFIG);
    kafka.ensureTopics();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void whatWasCommittedIsThereOnceReadToTheEnd() throws Exception {
    try (var view = new CompactedView<>(Topics.JOBS, kafka.reader(JobRecord.parser()));
        Producer<String, byte[]> producer = kafka.transactionalProducer("writer")) {
      producer.initTransactions();
      for (int revision = 1; revision <= 5; revision++) {
        commit(producer, revision);
        view.readToEnd().get(20, TimeUnit.SECONDS);
        assertEquals(Optional.of((long) revision), view.get("job").map(JobRecord::getRevision));
      }
    }
  }

  @Test
  void aClosedViewFailsTheWaiting() {
    var view = new CompactedView<>(Topics.JOBS, kafka.reader(JobRecord.parser()));
    view.close();
    var failure =
        assertThrows(ExecutionException.class, () -> view.readToEnd().get(20, TimeUnit.SECONDS));
    assertEquals("The view of jobs has ended", failure.getCause().getMessage());
  }

  private static void commit(Producer<String, byte[]> producer, int revision) throws Exception {
    byte[] value = JobRecord.newBuilder().setRevision(revision).build().toByteArray();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(Topics.JOBS.title(), "job", value)).get();
    producer.commitTransaction();
  }
}
