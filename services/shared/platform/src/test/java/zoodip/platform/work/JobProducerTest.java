package zoodip.platform.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.Suspended;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.KafkaConfig;
import zoodip.platform.kafka.Topics;
import zoodip.v1.ErrorReason;

/** What no topic takes is no reason to come back later: the job is told, and can be ended. */
@Timeout(60)
class JobProducerTest {
  private static final String JOB = "tenants/t/trainingJobs/j";
  private static final KafkaConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(KafkaConfig.class)
          .build()
          .getConfigMapping(KafkaConfig.class);

  @TempDir Path folder;

  private static JobEvent.Builder event(int letters) {
    return JobEvent.newBuilder()
        .setSuspended(Suspended.newBuilder().setReason("w".repeat(letters)));
  }

  @Test
  void anEventThatIsTooLargeIsALastingFailureAfterWhichOthersCanBeSaid() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder)) {
      KafkaClients kafka =
          new KafkaClients(Map.of("bootstrap.servers", broker.bootstrapServers()), CONFIG);
      kafka.ensureTopics();
      try (JobProducer producer =
          JobProducer.open(kafka, new EventEnvelope("/test"), Clock.systemUTC(), JOB)) {
        refused(producer, 1 << 20);
        producer.publish(event(1));
        limit(kafka, 1000);
        refused(producer, 2000);
        producer.publish(event(2));
      }
      assertEquals(List.of("w", "ww"), said(kafka));
    }
  }

  private static void refused(JobProducer producer, int letters) {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> producer.publish(event(letters)));
    assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, refusal.reason());
    assertTrue(FailureClassification.of(refusal) instanceof FailureClassification.Permanent);
  }

  /** A broker whose topic was made to take less than events may have. */
  private static void limit(KafkaClients kafka, int bytes) throws Exception {
    try (Admin admin = kafka.admin()) {
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOB_EVENTS.title());
      var limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static List<String> said(KafkaClients kafka) {
    List<String> said = new ArrayList<>();
    try (var reader = kafka.reader(JobEvent.parser())) {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.JOB_EVENTS.title()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      reader.assign(partitions);
      while (said.size() < 2) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(record -> said.add(record.value().getSuspended().getReason()));
      }
    }
    return said;
  }
}
