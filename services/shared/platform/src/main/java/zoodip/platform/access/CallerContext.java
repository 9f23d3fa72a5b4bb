package zoodip.platform.access;

import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;

/**
 * Lets methods know who calls, by {@link Caller#current}. It runs on the thread of the method: what
 * {@link AccessInterceptor}, on that of the connection, puts into gRPC's context does not get
 * there.
 */
@ApplicationScoped
@GlobalInterceptor
public class CallerContext implements ServerInterceptor, Prioritized {
  private static final int BEFORE_OTHERS = 1_000;

  private final boolean enabled;

  @Inject
  public CallerContext(AccessConfig config) {
    enabled = config.enabled();
  }

  @Override
  public int getPriority() {
    return BEFORE_OTHERS;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Caller caller = enabled ? call.getAttributes().get(Caller.ATTRIBUTE) : Caller.ANYONE;
    return caller == null
        ? next.startCall(call, headers)
        : Contexts.interceptCall(caller.context(), call, headers, next);
  }
}
