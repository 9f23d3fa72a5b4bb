package zoodip.platform.kafka;

import com.google.protobuf.Message;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import zoodip.platform.tracing.EventTrace;

/**
 * Dresses messages as CloudEvents 1.0 in binary mode: the value is the message, ce_ headers say the
 * rest. What is said within a trace, and leads to more, names it.
 */
public final class EventEnvelope {
  private static final String CONTENT_TYPE = "application/protobuf";

  private final URI source;

  /**
   * An envelope for what one service says.
   *
   * @param source who says it, for example {@code /trainer/node-7}
   */
  public EventEnvelope(String source) {
    this.source = URI.create(source);
  }

  /** The record that appends {@code message} about {@code key}. */
  public ProducerRecord<String, byte[]> record(Topics topic, String key, Message message) {
    return KafkaMessageFactory.<String>createWriter(topic.title(), key)
        .writeBinary(event(topic, key, message));
  }

  /** The headers alone, for records that are written by other means. */
  public Headers headers(Topics topic, String key, Message message) {
    return record(topic, key, message).headers();
  }

  private CloudEvent event(Topics topic, String key, Message message) {
    CloudEventBuilder event = CloudEventBuilder.v1();
    if (topic == Topics.JOB_EVENTS || topic.isQueue()) {
      EventTrace.current().ifPresent(event::withExtension);
    }
    return event
        .withId(UUID.randomUUID().toString())
        .withSource(source)
        .withType(message.getDescriptorForType().getFullName())
        .withSubject(key)
        .withTime(OffsetDateTime.now(ZoneOffset.UTC))
        .withData(CONTENT_TYPE, message.toByteArray())
        .build();
  }
}
