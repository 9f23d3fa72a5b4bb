package zoodip.evaluator.generation;

import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;

/**
 * One call of Inference.Draw, read message by message: the next is asked for only when the last was
 * taken, so that no images pile up. For one reading thread.
 */
final class GenerationStream
    implements ClientResponseObserver<DrawRequest, DrawResponse>, AutoCloseable {
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile ClientCallStreamObserver<DrawRequest> call;

  /** What the stream can bring. */
  sealed interface Event {}

  record Message(DrawResponse response) implements Event {}

  record Failure(Throwable cause) implements Event {}

  record End() implements Event {}

  @Override
  public void beforeStart(ClientCallStreamObserver<DrawRequest> starting) {
    starting.disableAutoRequestWithInitial(1);
    call = starting;
  }

  @Override
  public void onNext(DrawResponse response) {
    events.add(new Message(response));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Failure(cause));
  }

  @Override
  public void onCompleted() {
    events.add(new End());
  }

  /** The next event; empty if there is none within {@code patience}. */
  Optional<Event> next(Duration patience) throws InterruptedException {
    Optional<Event> event =
        Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    if (event.isPresent() && event.get() instanceof Message) {
      call.request(1);
    }
    return event;
  }

  /** Ends the call; inference generates no more for it. */
  @Override
  public void close() {
    call.cancel("The evaluator needs no more", Status.CANCELLED.asException());
  }
}
