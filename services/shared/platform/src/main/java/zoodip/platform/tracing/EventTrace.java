package zoodip.platform.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.core.extensions.DistributedTracingExtension;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The trace that an event on Kafka belongs to, as CloudEvents' distributed tracing extension has
 * it: W3C's traceparent and tracestate.
 */
public final class EventTrace {
  private static final String PARENT = DistributedTracingExtension.TRACEPARENT;
  private static final String STATE = DistributedTracingExtension.TRACESTATE;
  private static final String ATTRIBUTE = "ce_";

  private static final TextMapGetter<Map<String, String>> FIELDS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> fields) {
          return fields.keySet();
        }

        @Override
        public String get(Map<String, String> fields, String key) {
          return fields.get(key);
        }
      };

  private EventTrace() {}

  /** What goes with an event that is said now; empty outside a trace. */
  public static Optional<DistributedTracingExtension> current() {
    Map<String, String> fields = new HashMap<>();
    W3CTraceContextPropagator.getInstance().inject(Context.current(), fields, Map::put);
    if (!fields.containsKey(PARENT)) {
      return Optional.empty();
    }
    DistributedTracingExtension extension = new DistributedTracingExtension();
    extension.setTraceparent(fields.get(PARENT));
    extension.setTracestate(fields.get(STATE));
    return Optional.of(extension);
  }

  /** The trace of a record; a context without a span if it has none, or none that can be read. */
  public static Context of(Headers headers) {
    Map<String, String> fields = new HashMap<>();
    for (String field : List.of(PARENT, STATE)) {
      header(headers, field).ifPresent(value -> fields.put(field, value));
    }
    return extracted(fields);
  }

  /** Likewise, of what {@link #parent} gave. */
  public static Context of(String traceParent) {
    return extracted(Map.of(PARENT, traceParent));
  }

  /** The traceparent of a record; empty if it has none. */
  public static String parent(Headers headers) {
    return header(headers, PARENT).orElse("");
  }

  private static Context extracted(Map<String, String> fields) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, FIELDS);
  }

  private static Optional<String> header(Headers headers, String attribute) {
    Header header = headers.lastHeader(ATTRIBUTE + attribute);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), UTF_8));
  }
}
