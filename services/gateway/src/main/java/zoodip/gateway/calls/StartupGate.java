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
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
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
  private final Duration patience;
  private final Executor afterPatience;
  private final Set<ParkedCall<?, ?>> parked = ConcurrentHashMap.newKeySet();

  @Inject
  public StartupGate(
      CompactedView<JobRecord> jobs, CompactedView<ConceptRecord> concepts, GatewayConfig config) {
    this(
        CompletableFuture.allOf(jobs.caughtUp(), concepts.caughtUp()),
        config.calls().applyTimeout());
  }

  StartupGate(CompletableFuture<Void> read, Duration patience) {
    this.read = read;
    this.patience = patience;
    afterPatience = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    var unused = read.whenComplete((nothing, failure) -> letAllOn());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!PublicApi.isCalledBy(call)) {
      return next.startCall(call, headers);
    }
    if (read.isDone()) {
      return isRead() ? next.startCall(call, headers) : refusal(call);
    }
    return park(call, headers, next);
  }

  private <Q, A> ServerCall.Listener<Q> park(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    ParkedCall<Q, A> waiting =
        new ParkedCall<>(
            () -> isRead() ? next.startCall(call, headers) : refusal(call), parked::remove);
    parked.add(waiting);
    afterPatience.execute(
        () -> {
          if (parked.contains(waiting)) {
            LOG.warnf("What there is has not been read within %s", patience);
            waiting.letOn();
          }
        });
    if (read.isDone()) {
      waiting.letOn();
    }
    return waiting;
  }

  private void letAllOn() {
    if (read.isCompletedExceptionally()) {
      LOG.warn("What there is cannot be read");
    }
    List.copyOf(parked).forEach(ParkedCall::letOn);
  }

  private boolean isRead() {
    return read.isDone() && !read.isCompletedExceptionally();
  }

  private static <Q, A> ServerCall.Listener<Q> refusal(ServerCall<Q, A> call) {
    return UnavailableCall.of(call, "The gateway has not read yet what there is; try again");
  }
}
