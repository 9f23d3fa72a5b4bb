package zoodip.gateway.calls;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.CompactedView;

/**
 * Calls that come before the gateway has read which jobs and concepts there are. They wait for it:
 * what is not read yet would be told not to exist.
 */
@ApplicationScoped
@GlobalInterceptor
public class EarlyCalls implements ServerInterceptor {
  private static final Logger LOG = Logger.getLogger(EarlyCalls.class);

  private final CompletableFuture<Void> read;
  private final Duration patience;

  @Inject
  public EarlyCalls(
      CompactedView<JobRecord> jobs, CompactedView<ConceptRecord> concepts, GatewayConfig config) {
    this(
        CompletableFuture.allOf(jobs.caughtUp(), concepts.caughtUp()),
        config.calls().applyTimeout());
  }

  EarlyCalls(CompletableFuture<Void> read, Duration patience) {
    this.read = read;
    this.patience = patience;
  }

  /** Holds up the thread that serves the connection, for as long as nothing can be answered. */
  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return PublicApi.isCalledBy(call) && !isRead()
        ? Refusal.of(call, "The gateway has not read yet what there is; try again")
        : next.startCall(call, headers);
  }

  private boolean isRead() {
    try {
      read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      LOG.warnf("What there is has not been read within %s", patience);
    } catch (ExecutionException e) {
      LOG.warn("What there is cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
