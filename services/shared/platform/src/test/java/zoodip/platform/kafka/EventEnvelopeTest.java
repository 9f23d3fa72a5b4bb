package zoodip.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.WorkRequest;

class EventEnvelopeTest {
  private final EventEnvelope envelope = new EventEnvelope("/trainer/node-7");
  private final WorkRequest message = WorkRequest.newBuilder().setJob("j").build();

  @Test
  void aRecordIsACloudEventInBinaryMode() {
    ProducerRecord<String, byte[]> record =
        envelope.record(Topics.TRAINING_REQUESTS, "tenants/a/trainingJobs/j", message);

    assertEquals("training-requests", record.topic());
    assertEquals("tenants/a/trainingJobs/j", record.key());
    assertArrayEquals(message.toByteArray(), record.value());
    assertEquals("1.0", header(record, "ce_specversion"));
    assertEquals("/trainer/node-7", header(record, "ce_source"));
    assertEquals("zoodip.events.v1.WorkRequest", header(record, "ce_type"));
    assertEquals("tenants/a/trainingJobs/j", header(record, "ce_subject"));
    assertEquals("application/protobuf", header(record, "content-type"));
  }

  @Test
  void everyRecordHasAnIdOfItsOwn() {
    assertNotEquals(
        header(envelope.record(Topics.JOBS, "k", message), "ce_id"),
        header(envelope.record(Topics.JOBS, "k", message), "ce_id"));
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
