package zoodip.systemtests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Traces as text: a line a span, below its parent, with when it began since its trace did, how long
 * it took and who made it. Of spans that are alike below one parent the first alone.
 */
final class TraceText {
  private static final double NANOS_OF_MILLI = 1e6;

  private final Map<String, ReceivedSpan> byId;
  private final Map<String, List<ReceivedSpan>> children;
  private final List<String> lines = new ArrayList<>();

  private TraceText(List<ReceivedSpan> spans) {
    byId =
        spans.stream()
            .collect(Collectors.toMap(ReceivedSpan::id, Function.identity(), (one, other) -> one));
    children =
        byId.values().stream()
            .sorted(Comparator.comparingLong(span -> span.span().getStartTimeUnixNano()))
            .collect(
                Collectors.groupingBy(
                    span -> byId.containsKey(span.parent()) ? span.parent() : "",
                    Collectors.toList()));
  }

  static String of(List<ReceivedSpan> spans) {
    TraceText text = new TraceText(spans);
    text.children.getOrDefault("", List.of()).forEach(text::addTrace);
    return String.join("\n", text.lines) + "\n";
  }

  private void addTrace(ReceivedSpan first) {
    add(first, first.span().getStartTimeUnixNano(), "");
    lines.add("");
  }

  private void add(ReceivedSpan span, long start, String indent) {
    lines.add(line(span, start, indent));
    Map<String, List<ReceivedSpan>> alike = new LinkedHashMap<>();
    children
        .getOrDefault(span.id(), List.of())
        .forEach(child -> alike.computeIfAbsent(kind(child), kind -> new ArrayList<>()).add(child));
    alike
        .values()
        .forEach(
            some -> {
              add(some.get(0), start, indent + "  ");
              if (some.size() > 1) {
                lines.add("%34s%s  and %d more".formatted("", indent, some.size() - 1));
              }
            });
  }

  private static String kind(ReceivedSpan span) {
    return span.name() + span.attribute("zoodip.event");
  }

  private String line(ReceivedSpan span, long start, String indent) {
    long began = span.span().getStartTimeUnixNano();
    String links =
        span.links().stream()
            .filter(byId::containsKey)
            .map(link -> byId.get(link).toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return "%7.0f ms %7.0f ms  %-10s  %s%s %s%s"
        .formatted(
            (began - start) / NANOS_OF_MILLI,
            (span.span().getEndTimeUnixNano() - began) / NANOS_OF_MILLI,
            span.service().replace("zoodip-", ""),
            indent,
            span.name(),
            span.attribute("zoodip.event"),
            links.isEmpty() ? "" : "  <- " + links)
        .stripTrailing();
  }
}
