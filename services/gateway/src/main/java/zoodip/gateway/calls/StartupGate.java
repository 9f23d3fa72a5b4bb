package zoodip.gateway.calls;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.records.JobView;
import zoodip.platform.calls.DelayedCall;
import zoodip.platform.calls.RefusedCall;
import zoodip.platform.kafka.CompactedView;

/**
 * Calls that come before the gateway has read which jobs and concepts there are. They wait for it:
 * what is not read yet would be told not to exist. No thread waits with them.
 */
@ApplicationScoped
@GlobalInterceptor
public class StartupGate implements ServerInterceptor {
  private static final Logger LOG = Logger.getLogger(StartupGate.class);

  private final CompletableFuture<Void> read;
  private final Duration timeout;
  private final Executor afterTimeout;
  private final Set<DelayedCall<?, ?>> delayed = ConcurrentHashMap.newKeySet();

  @Inject
  public StartupGate(JobView jobs, CompactedView<ConceptRecord> concepts, GatewayConfig config) {
    this(
        CompletableFuture.allOf(jobs.caughtUp(), concepts.caughtUp()),
        config.calls().applyTimeout());
  }

  StartupGate(CompletableFuture<Void> read, Duration timeout) {
    this.read = read;
    this.timeout = timeout;
    afterTimeout = CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    var unused = read.whenComplete((nothing, failure) -> startAll());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!PublicApi.isCalledBy(call)) {
      return next.startCall(call, headers);
    }
    if (read.isDone()) {
      return isRead() ? next.startCall(call, headers) : unavailable(call);
    }
    return delay(call, headers, next);
  }

  private <Q, A> ServerCall.Listener<Q> delay(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    DelayedCall<Q, A> delayedCall =
        new DelayedCall<>(
            () -> isRead() ? next.startCall(call, headers) : unavailable(call), delayed::remove);
    delayed.add(delayedCall);
    afterTimeout.execute(
        () -> {
          if (delayed.contains(delayedCall)) {
            LOG.warnf("What there is has not been read within %s", timeout);
            delayedCall.start();
          }
        });
    if (read.isDone()) {
      delayedCall.start();
    }
    return delayedCall;
  }

  private void startAll() {
    if (read.isCompletedExceptionally()) {
      LOG.warn("What there is cannot be read");
    }
    List.copyOf(delayed).forEach(DelayedCall::start);
  }

  private boolean isRead() {
    return read.isDone() && !read.isCompletedExceptionally();
  }

  private static <Q, A> ServerCall.Listener<Q> unavailable(ServerCall<Q, A> call) {
    return RefusedCall.unavailable(call, "The gateway has not read yet what there is; try again");
  }
}
