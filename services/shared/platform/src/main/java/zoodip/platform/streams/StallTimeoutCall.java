package zoodip.platform.streams;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * A call that ends if its caller reads nothing of what waits for it. What serves the call sees that
 * as if the caller had left, and the caller, should it read on, why.
 */
final class StallTimeoutCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
  /** Of a caller that reads: a message that takes longer than the timeout has that much more. */
  private static final long LEAST_BYTES_PER_SECOND = 16 << 10;

  private final ScheduledExecutorService timer;
  private final Duration timeout;
  private ServerCall.Listener<Q> server;
  private ScheduledFuture<?> end;
  private long waitingBytes;
  private boolean stalled;
  private boolean closed;

  StallTimeoutCall(ServerCall<Q, A> call, ScheduledExecutorService timer, Duration timeout) {
    super(call);
    this.timer = timer;
    this.timeout = timeout;
  }

  /** Hears what the caller does before {@code server} does. */
  ServerCall.Listener<Q> listening(ServerCall.Listener<Q> server) {
    synchronized (this) {
      this.server = server;
    }
    return new SimpleForwardingServerCallListener<>(server) {
      @Override
      public void onReady() {
        stopClock();
        super.onReady();
        // it may have been said before the last message, and then nothing is ready any more
        startClock();
      }

      @Override
      public void onCancel() {
        if (ended()) {
          super.onCancel();
        }
      }

      @Override
      public void onComplete() {
        if (ended()) {
          super.onComplete();
        }
      }
    };
  }

  @Override
  public synchronized void sendHeaders(Metadata headers) {
    if (!stalled) {
      super.sendHeaders(headers);
    }
  }

  @Override
  public synchronized void sendMessage(A message) {
    if (!stalled) {
      super.sendMessage(message);
      waitingBytes = message instanceof MessageLite known ? known.getSerializedSize() : 0;
      startClock();
    }
  }

  @Override
  public synchronized void close(Status status, Metadata trailers) {
    if (!stalled) {
      closed = true;
      cancelClock();
      super.close(status, trailers);
    }
  }

  @Override
  public synchronized boolean isReady() {
    return !stalled && super.isReady();
  }

  @Override
  public synchronized boolean isCancelled() {
    return stalled || super.isCancelled();
  }

  private synchronized void startClock() {
    if (end == null && !closed && !stalled && !super.isReady()) {
      long millis = timeout.toMillis() + 1000 * waitingBytes / LEAST_BYTES_PER_SECOND;
      end = timer.schedule(this::endIfUnread, millis, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void stopClock() {
    cancelClock();
  }

  private void cancelClock() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }

  /** Whether the server has still to hear of the end. */
  private synchronized boolean ended() {
    cancelClock();
    closed = true;
    return !stalled;
  }

  private void endIfUnread() {
    ServerCall.Listener<Q> leaving;
    synchronized (this) {
      end = null;
      if (closed || stalled || super.isReady()) {
        return;
      }
      StatusRuntimeException reason = reason().toStatus();
      super.close(reason.getStatus(), reason.getTrailers());
      stalled = true;
      leaving = server;
    }
    leaving.onCancel();
  }

  private ServiceException reason() {
    return new ServiceException(
        ErrorReason.ERROR_REASON_STREAM_STALLED,
        "What waits for the caller was not read for %s; call again, and read answers as they come"
            .formatted(timeout));
  }
}
