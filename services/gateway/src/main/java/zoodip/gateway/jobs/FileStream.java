package zoodip.gateway.jobs;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jboss.logging.Logger;
import zoodip.gateway.calls.IdleStreams;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

/**
 * Sends a file chunk by chunk, each when the caller has room for it. A caller that does not read
 * for too long loses the stream, and what the stream holds of the object store is free again.
 *
 * @param <C> a message with a chunk
 */
final class FileStream<C> {
  private static final Logger LOG = Logger.getLogger(FileStream.class);
  private static final int CHUNK_BYTES = 64 << 10;

  private final InputStream content;
  private final ServerCallStreamObserver<C> caller;
  private final Function<ByteString, C> message;
  private final IdleStreams idleStreams;
  private final IdleStreams.IdleTimer idleTimer;
  private boolean ended;

  FileStream(
      InputStream content,
      StreamObserver<C> caller,
      Function<ByteString, C> message,
      IdleStreams idleStreams) {
    this.content = content;
    this.caller = (ServerCallStreamObserver<C>) caller;
    this.message = message;
    this.idleStreams = idleStreams;
    idleTimer = idleStreams.watch(this::onIdle);
  }

  /** To be called before the call's method returns: later a call takes no handlers. */
  void start() {
    caller.setOnCancelHandler(this::close);
    caller.setOnReadyHandler(this::send);
  }

  private synchronized void send() {
    try {
      while (!ended && caller.isReady()) {
        byte[] chunk = content.readNBytes(CHUNK_BYTES);
        if (chunk.length == 0) {
          close();
          caller.onCompleted();
        } else {
          caller.onNext(message.apply(ByteString.copyFrom(chunk)));
          idleTimer.restart();
        }
      }
    } catch (IOException e) {
      close();
      LOG.warn("A file broke off while it was sent", e);
      caller.onError(
          new ServiceException(
                  ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
                  "The object store broke off in the middle of the file; ask for it again",
                  e)
              .toStatus());
    }
  }

  private synchronized void onIdle() {
    if (!ended) {
      close();
      caller.onError(idleStreams.failure("The file was not read").toStatus());
    }
  }

  private synchronized void close() {
    ended = true;
    idleTimer.close();
    try {
      content.close();
    } catch (IOException e) {
      LOG.debug("A file did not close in good order", e);
    }
  }
}
