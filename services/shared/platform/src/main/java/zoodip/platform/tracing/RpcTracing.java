package zoodip.platform.tracing;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.grpc.v1_6.GrpcTelemetry;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;

/**
 * Spans of calls, those that are served and those that are made. OpenTelemetry's own: it brings the
 * call's span along with each of the call's events, whichever thread they come on. Quarkus' leaves
 * it with the Vert.x context that the call began on, where methods do not always find it.
 */
@ApplicationScoped
@GlobalInterceptor
public class RpcTracing implements ServerInterceptor, Prioritized {
  /**
   * Around Quarkus' interceptor of metrics (4,000), whose histograms then name the call's trace.
   */
  private static final int AROUND_METRICS = 5_000;

  private final ServerInterceptor server;

  @Inject
  public RpcTracing(OpenTelemetry openTelemetry) {
    server = telemetry(openTelemetry).createServerInterceptor();
  }

  /** Traces the calls of a channel. */
  public static ClientInterceptor ofChannel() {
    return telemetry(Spans.telemetry()).createClientInterceptor();
  }

  @Override
  public int getPriority() {
    return AROUND_METRICS;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return server.interceptCall(call, headers, next);
  }

  private static GrpcTelemetry telemetry(OpenTelemetry openTelemetry) {
    return GrpcTelemetry.builder(openTelemetry).setEmitMessageEvents(false).build();
  }
}
