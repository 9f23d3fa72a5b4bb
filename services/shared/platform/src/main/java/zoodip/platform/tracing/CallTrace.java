package zoodip.platform.tracing;

import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Keeps the trace of a call for methods that do not block: on an event loop the current context is
 * not that of the call. Without a span of the server's it is the caller's.
 */
public final class CallTrace implements ServerInterceptor {
  private static final io.grpc.Context.Key<Context> TRACE =
      io.grpc.Context.keyWithDefault("trace", Context.root());

  private static final TextMapGetter<Metadata> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Metadata headers) {
          return headers.keys();
        }

        @Override
        public String get(Metadata headers, String key) {
          return headers.get(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
        }
      };

  /** The trace of the call whose method runs on this thread. */
  public static Context current() {
    return TRACE.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Context now = Context.current();
    Context trace =
        Spans.isTraced(now)
            ? now
            : W3CTraceContextPropagator.getInstance().extract(now, headers, HEADERS);
    return Contexts.interceptCall(
        io.grpc.Context.current().withValue(TRACE, trace), call, headers, next);
  }
}
