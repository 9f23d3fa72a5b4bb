package zoodip.platform.work;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * A stream of a server's that is asked for again whenever it ends or is of no use, at another node
 * where there is one.
 */
final class ReconnectingStream<A> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReconnectingStream.class);
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final Consumer<StreamObserver<A>> call;
  private final ScheduledExecutorService timer;
  private final Predicate<A> answers;
  private final Runnable lost;
  private int failures;
  private boolean closed;
  private Observer current;

  /**
   * @param call asks for the stream
   * @param answers takes each answer, one at a time, and says whether this node is of use
   * @param lost told when a stream has ended
   */
  ReconnectingStream(
      Consumer<StreamObserver<A>> call,
      ScheduledExecutorService timer,
      Predicate<A> answers,
      Runnable lost) {
    this.call = call;
    this.timer = timer;
    this.answers = answers;
    this.lost = lost;
  }

  synchronized void start() {
    if (!closed) {
      current = new Observer();
      call.accept(current);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.cancel();
    }
  }

  private synchronized void answered(Observer from, A answer) {
    if (closed || from != current) {
      return;
    }
    if (answers.test(answer)) {
      failures = 0;
    } else {
      from.cancel();
    }
  }

  /** A stream that was cancelled ends like any other. */
  private synchronized void ended(Observer from) {
    if (closed || from != current) {
      return;
    }
    lost.run();
    failures++;
    try {
      var unused =
          timer.schedule(this::start, PAUSES.after(failures).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nothing is asked again: the connection is closed", e);
    }
  }

  /** Of one call. */
  private final class Observer implements ClientResponseObserver<Object, A> {
    private ClientCallStreamObserver<Object> request;

    @Override
    public void beforeStart(ClientCallStreamObserver<Object> started) {
      request = started;
    }

    @Override
    public void onNext(A answer) {
      answered(this, answer);
    }

    @Override
    public void onError(Throwable failure) {
      LOG.debug("A stream of the gateway has ended", failure);
      ended(this);
    }

    @Override
    public void onCompleted() {
      ended(this);
    }

    private void cancel() {
      if (request != null) {
        request.cancel("It is of no more use", null);
      }
    }
  }
}
