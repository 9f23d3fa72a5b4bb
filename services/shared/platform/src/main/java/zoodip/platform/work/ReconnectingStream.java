package zoodip.platform.work;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A stream of a server's that is asked for again whenever it ends, at another node where there is
 * one.
 */
final class ReconnectingStream<A> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ReconnectingStream.class);
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final Consumer<StreamObserver<A>> call;
  private final ScheduledExecutorService timer;
  private final Consumer<A> answers;
  private final Runnable lost;
  private int failures;
  private boolean closed;
  private Observer current;

  /**
   * @param call asks for the stream
   * @param answers takes each answer, one at a time
   * @param lost told when a stream has ended
   */
  ReconnectingStream(
      Consumer<StreamObserver<A>> call,
      ScheduledExecutorService timer,
      Consumer<A> answers,
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
    if (!closed && from == current) {
      failures = 0;
      answers.accept(answer);
    }
  }

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
