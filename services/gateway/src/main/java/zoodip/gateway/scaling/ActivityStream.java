package zoodip.gateway.scaling;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import zoodip.keda.IsActiveResponse;
import zoodip.platform.errors.ServiceException;

/**
 * Tells one caller whether there is something to do. Of changes that come faster than they are read
 * only the newest is told.
 */
final class ActivityStream {
  private static final Logger LOG = Logger.getLogger(ActivityStream.class);

  private final BooleanSupplier active;
  private final ServerCallStreamObserver<IsActiveResponse> caller;
  private final Runnable afterEnd;
  private Optional<Boolean> told = Optional.empty();
  private Optional<Boolean> untold = Optional.empty();
  private boolean ended;

  /**
   * Made before the call's method returns: later a call takes no handlers.
   *
   * @param active looks whether there is something to do
   * @param afterEnd frees what was taken for this stream
   */
  ActivityStream(
      BooleanSupplier active,
      ServerCallStreamObserver<IsActiveResponse> caller,
      Runnable afterEnd) {
    this.active = active;
    this.caller = caller;
    this.afterEnd = afterEnd;
    caller.setOnReadyHandler(this::send);
    caller.setOnCancelHandler(this::end);
  }

  /** Tells how it is now, if that was not told last. */
  void look() {
    boolean now = active.getAsBoolean();
    synchronized (this) {
      untold = Optional.of(now).filter(news -> !told.equals(Optional.of(news)));
    }
    send();
  }

  /** As {@link #look}; while that is not known, what was told last stays. */
  void lookIfKnown() {
    try {
      look();
    } catch (ServiceException e) {
      LOG.debug("Whether there is something to do is not known now", e);
    }
  }

  /** A sign of life: what was told last once more. */
  synchronized void repeat() {
    if (untold.isEmpty()) {
      untold = told;
    }
    send();
  }

  /** Whether it was completed, or its caller is gone. */
  synchronized boolean hasEnded() {
    return ended;
  }

  /** Ends the stream in good order. */
  synchronized void complete() {
    if (!ended) {
      end();
      caller.onCompleted();
    }
  }

  private synchronized void send() {
    if (!ended && caller.isReady() && untold.isPresent()) {
      told = untold;
      untold = Optional.empty();
      caller.onNext(IsActiveResponse.newBuilder().setResult(told.get()).build());
    }
  }

  private synchronized void end() {
    if (!ended) {
      ended = true;
      afterEnd.run();
    }
  }
}
