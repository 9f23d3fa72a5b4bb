package zoodip.gateway.calls;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.calls.RefusedCall;

/**
 * The calls of the public API that are being answered. A gateway that stops refuses new ones and
 * lets these finish while everything that they need still runs.
 */
@ApplicationScoped
@GlobalInterceptor
public class CallDrain implements ServerInterceptor {
  private static final Logger LOG = Logger.getLogger(CallDrain.class);

  private final Duration drainTimeout;
  private final Phaser open = new Phaser(1);
  private volatile boolean stopping;

  @Inject
  public CallDrain(GatewayConfig config) {
    drainTimeout = config.calls().drainTimeout();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!PublicApi.isCalledBy(call)) {
      return next.startCall(call, headers);
    }
    if (stopping) {
      return RefusedCall.unavailable(
          call, "The gateway is stopping; another replica, or its successor, takes the call");
    }
    open.register();
    AtomicBoolean ended = new AtomicBoolean();
    Runnable end =
        () -> {
          if (ended.compareAndSet(false, true)) {
            open.arriveAndDeregister();
          }
        };
    return ending(next.startCall(closing(call, end), headers), end);
  }

  /** Calls that are being answered. */
  int count() {
    return open.getRegisteredParties() - 1;
  }

  /** After the watches have ended, before the fold and the clients of Kafka do. */
  void drain(@Observes @Priority(200) ShutdownEvent event) {
    stopping = true;
    try {
      open.awaitAdvanceInterruptibly(open.arrive(), drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warnf("%d calls are cut off by the end", open.getUnarrivedParties());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <Q, A> ServerCall<Q, A> closing(ServerCall<Q, A> call, Runnable end) {
    return new SimpleForwardingServerCall<>(call) {
      @Override
      public void close(Status status, Metadata trailers) {
        super.close(status, trailers);
        end.run();
      }
    };
  }

  private static <Q> ServerCall.Listener<Q> ending(ServerCall.Listener<Q> listener, Runnable end) {
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onCancel() {
        end.run();
        super.onCancel();
      }

      /** Also of a call that another interceptor closed. */
      @Override
      public void onComplete() {
        end.run();
        super.onComplete();
      }
    };
  }
}
