package zoodip.gateway.calls;

import io.grpc.Context;
import io.grpc.ServerCall;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A call that does not begin yet and holds no thread meanwhile. What its connection tells until
 * then is told again when it does; that is little, since nothing of the request is asked for.
 */
final class ParkedCall<Q, A> extends ServerCall.Listener<Q> {
  private final Supplier<ServerCall.Listener<Q>> begin;
  private final Consumer<ParkedCall<Q, A>> afterwards;
  private final Executor own = ownExecutor();
  private final Queue<Consumer<ServerCall.Listener<Q>>> told = new ArrayDeque<>();
  private Optional<ServerCall.Listener<Q>> begun = Optional.empty();
  private boolean over;

  /**
   * @param begin begins the call, or ends it
   * @param afterwards is called once the call does not wait any more
   */
  ParkedCall(Supplier<ServerCall.Listener<Q>> begin, Consumer<ParkedCall<Q, A>> afterwards) {
    this.begin = begin;
    this.afterwards = afterwards;
  }

  /** Begins the call, on the thread that serves its connection; later calls do nothing. */
  void letOn() {
    own.execute(this::beginOnce);
  }

  private synchronized void beginOnce() {
    if (over || begun.isPresent()) {
      return;
    }
    afterwards.accept(this);
    ServerCall.Listener<Q> listener = begin.get();
    begun = Optional.of(listener);
    told.forEach(event -> event.accept(listener));
    told.clear();
  }

  private synchronized void tell(Consumer<ServerCall.Listener<Q>> event) {
    begun.ifPresentOrElse(event, () -> told.add(event));
  }

  @Override
  public void onMessage(Q message) {
    tell(listener -> listener.onMessage(message));
  }

  @Override
  public void onHalfClose() {
    tell(ServerCall.Listener::onHalfClose);
  }

  @Override
  public synchronized void onCancel() {
    if (begun.isEmpty()) {
      over = true;
      afterwards.accept(this);
    }
    begun.ifPresent(ServerCall.Listener::onCancel);
  }

  @Override
  public void onComplete() {
    tell(ServerCall.Listener::onComplete);
  }

  @Override
  public void onReady() {
    tell(ServerCall.Listener::onReady);
  }

  /** Where the call's other events come from, with the call's own gRPC context. */
  private static Executor ownExecutor() {
    Context grpc = Context.current();
    io.vertx.core.Context connection = Vertx.currentContext();
    return connection == null
        ? grpc.fixedContextExecutor(Runnable::run)
        : grpc.fixedContextExecutor(task -> connection.runOnContext(nothing -> task.run()));
  }
}
