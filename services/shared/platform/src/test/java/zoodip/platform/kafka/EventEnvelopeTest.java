package zoodip.platform.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.tracing.EventTrace;
import zoodip.platform.tracing.Spans;

class EventEnvelopeTest {
  private static final String PARENT = "ce_traceparent";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Context TRACED = EventTrace.of(TRACE);

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

  @Test
  void whatIsSaidWithinATraceNamesIt() {
    try (Scope scope = TRACED.makeCurrent()) {
      assertEquals(TRACE, header(envelope.record(Topics.JOB_EVENTS, "k", message), PARENT));
      assertEquals(TRACE, header(envelope.record(Topics.TRAINING_REQUESTS, "k", message), PARENT));
      assertNull(envelope.record(Topics.JOBS, "k", message).headers().lastHeader(PARENT));
    }
    assertNull(envelope.record(Topics.JOB_EVENTS, "k", message).headers().lastHeader(PARENT));
  }

  @Test
  void aTraceAddsOneHeader() {
    int untraced = headerBytes();
    try (Scope scope = TRACED.makeCurrent()) {
      assertEquals(untraced + PARENT.length() + TRACE.length(), headerBytes());
    }
  }

  private int headerBytes() {
    int bytes = 0;
    for (Header header : envelope.record(Topics.JOB_EVENTS, "k", message).headers()) {
      if (!header.key().equals("ce_time")) { // of varying length
        bytes += header.key().length() + header.value().length;
      }
    }
    return bytes;
  }

  @Test
  void aTraceComesOutAsItWentIn() {
    try (Scope scope = TRACED.makeCurrent()) {
      Headers headers = envelope.record(Topics.JOB_EVENTS, "k", message).headers();
      assertEquals(TRACE, EventTrace.parent(headers));
      for (Context read : List.of(EventTrace.of(headers), EventTrace.of(TRACE))) {
        SpanContext span = Span.fromContext(read).getSpanContext();
        assertEquals("b7ad6b7169203331", span.getSpanId());
        assertTrue(span.isRemote() && span.isSampled());
      }
    }
  }

  @Test
  void aRecordWithoutATraceOrWithABrokenOneHasNone() {
    Headers before = envelope.record(Topics.JOB_EVENTS, "k", message).headers();
    assertEquals("", EventTrace.parent(before));
    assertFalse(Spans.isTraced(EventTrace.of(before)));
    assertFalse(Spans.isTraced(EventTrace.of("")));
    before.add(PARENT, "00-not-a-trace".getBytes(UTF_8));
    assertFalse(Spans.isTraced(EventTrace.of(before)));
  }

  private static String header(ProducerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
