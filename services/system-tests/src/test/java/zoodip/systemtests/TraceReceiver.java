package zoodip.systemtests;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An OTLP receiver over gRPC, as a collector is one: keeps the spans that services send. */
final class TraceReceiver extends TraceServiceGrpc.TraceServiceImplBase implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final Server server;

  TraceReceiver() {
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot receive traces", e);
    }
  }

  @Override
  public void export(
      ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> caller) {
    request.getResourceSpansList().forEach(this::add);
    caller.onNext(ExportTraceServiceResponse.getDefaultInstance());
    caller.onCompleted();
  }

  /** What switches tracing on in a service, and sends what it has soon. */
  Map<String, String> settings() {
    return Map.of(
        "otel.sdk.disabled", "false",
        "otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getPort(),
        "quarkus.otel.bsp.schedule.delay", "PT0.2S");
  }

  /** All that have come so far. */
  List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The first span of that kind, which may be on its way. */
  ReceivedSpan await(String what, Predicate<ReceivedSpan> wanted) throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      var found = spans.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > patience) {
        throw new AssertionError("no span of %s among %s".formatted(what, new TreeSet<>(names())));
      }
      Thread.sleep(50);
    }
  }

  private List<String> names() {
    return spans.stream().map(ReceivedSpan::toString).toList();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private void add(ResourceSpans ofService) {
    String service =
        ofService.getResource().getAttributesList().stream()
            .filter(attribute -> attribute.getKey().equals("service.name"))
            .map(KeyValue::getValue)
            .map(value -> value.getStringValue())
            .findFirst()
            .orElse("(nameless)");
    ofService.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> new ReceivedSpan(service, span))
        .forEach(spans::add);
  }
}
