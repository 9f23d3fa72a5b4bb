package zoodip.systemtests;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/**
 * A span as it came over OTLP.
 *
 * @param service that made it
 */
record ReceivedSpan(String service, Span span) {
  String name() {
    return span.getName();
  }

  String id() {
    return hex(span.getSpanId());
  }

  String trace() {
    return hex(span.getTraceId());
  }

  /** The parent's id; empty of the first of a trace. */
  String parent() {
    return hex(span.getParentSpanId());
  }

  /** The ids of the spans that it links to. */
  List<String> links() {
    return span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList();
  }

  /** Empty if it has none of that name. */
  String attribute(String name) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals(name))
        .map(attribute -> text(attribute.getValue()))
        .findFirst()
        .orElse("");
  }

  /** Whether it is of that name and about that job. */
  boolean is(String name, String job) {
    return name().equals(name) && attribute("zoodip.job").equals(job);
  }

  /** Likewise, and about that event. */
  boolean is(String name, String job, String event) {
    return is(name, job) && attribute("zoodip.event").equals(event);
  }

  boolean isChildOf(ReceivedSpan other) {
    return trace().equals(other.trace()) && parent().equals(other.id());
  }

  @Override
  public String toString() {
    return "%s: %s %s".formatted(service, name(), attribute("zoodip.event")).trim();
  }

  private static String text(AnyValue value) {
    return value.hasIntValue() ? String.valueOf(value.getIntValue()) : value.getStringValue();
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
