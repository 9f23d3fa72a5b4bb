package zoodip.platform.calls;

import io.grpc.Context;
import io.grpc.ServerCall;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A call that does not start yet and holds no thread meanwhile. Its events until then are delivered
 * when it does; they are few, since nothing of the request is asked for.
 */
public final class DelayedCall<Q, A> extends ServerCall.Listener<Q> {
  private static final Logger LOG = Logger.getLogger(DelayedCall.class);

  private final Supplier<ServerCall.Listener<Q>> startCall;
  private final Consumer<DelayedCall<Q, A>> afterDelay;
  private final Executor callExecutor = callExecutor();
  private final Queue<Consumer<ServerCall.Listener<Q>>> events = new ArrayDeque<>();
  private Optional<ServerCall.Listener<Q>> started = Optional.empty();
  private boolean cancelled;

  /**
   * @param startCall starts the call, or ends it
   * @param afterDelay is called once the call does not wait any more
   */
  public DelayedCall(
      Supplier<ServerCall.Listener<Q>> startCall, Consumer<DelayedCall<Q, A>> afterDelay) {
    this.startCall = startCall;
    this.afterDelay = afterDelay;
  }

  /**
   * Starts the call, on the thread that serves its connection, or on a worker if it came on one;
   * later calls do nothing.
   */
  public void start() {
    callExecutor.execute(this::startOnce);
  }

  private synchronized void startOnce() {
    if (cancelled || started.isPresent()) {
      return;
    }
    afterDelay.accept(this);
    ServerCall.Listener<Q> listener = startCall.get();
    // what an event brings about at once comes after those that wait
    for (var event = events.poll(); event != null; event = events.poll()) {
      event.accept(listener);
    }
    started = Optional.of(listener);
  }

  /** Holds no lock while a call that has started works on the event. */
  private void deliver(Consumer<ServerCall.Listener<Q>> event) {
    Optional<ServerCall.Listener<Q>> listener;
    synchronized (this) {
      listener = started;
      if (listener.isEmpty()) {
        events.add(event);
      }
    }
    listener.ifPresent(event);
  }

  @Override
  public void onMessage(Q message) {
    deliver(listener -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    deliver(ServerCall.Listener::onHalfClose);
  }

  @Override
  public void onCancel() {
    Optional<ServerCall.Listener<Q>> listener;
    synchronized (this) {
      listener = started;
      if (listener.isEmpty()) {
        cancelled = true;
        afterDelay.accept(this);
      }
    }
    listener.ifPresent(ServerCall.Listener::onCancel);
  }

  @Override
  public void onComplete() {
    deliver(ServerCall.Listener::onComplete);
  }

  @Override
  public void onReady() {
    deliver(ServerCall.Listener::onReady);
  }

  /** Where the call's other events come from, with the call's own gRPC context. */
  private static Executor callExecutor() {
    Context grpc = Context.current();
    io.vertx.core.Context connection = Vertx.currentContext();
    if (connection == null) {
      return grpc.fixedContextExecutor(Runnable::run);
    }
    return grpc.fixedContextExecutor(
        io.vertx.core.Context.isOnEventLoopThread()
            ? task -> connection.runOnContext(nothing -> task.run())
            : task -> onWorker(connection, task));
  }

  private static void onWorker(io.vertx.core.Context connection, Runnable task) {
    connection
        .executeBlocking(Executors.callable(task), false)
        .onFailure(failure -> LOG.error("A call that was delayed could not start", failure));
  }
}
