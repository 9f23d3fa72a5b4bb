package zoodip.gateway.evaluations;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.logging.Logger;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationFileChunk;

/** Sends a file chunk by chunk, each when the caller has room for it. */
final class FileStream {
  private static final Logger LOG = Logger.getLogger(FileStream.class);
  private static final int CHUNK_BYTES = 64 << 10;

  private final InputStream content;
  private final ServerCallStreamObserver<EvaluationFileChunk> caller;
  private boolean over;

  FileStream(InputStream content, ServerCallStreamObserver<EvaluationFileChunk> caller) {
    this.content = content;
    this.caller = caller;
  }

  /** To be called before the call's method returns: later a call takes no handlers. */
  void start() {
    caller.setOnCancelHandler(this::close);
    caller.setOnReadyHandler(this::send);
  }

  private synchronized void send() {
    try {
      while (!over && caller.isReady()) {
        byte[] chunk = content.readNBytes(CHUNK_BYTES);
        if (chunk.length == 0) {
          close();
          caller.onCompleted();
        } else {
          caller.onNext(
              EvaluationFileChunk.newBuilder().setContent(ByteString.copyFrom(chunk)).build());
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

  private synchronized void close() {
    over = true;
    try {
      content.close();
    } catch (IOException e) {
      LOG.debug("A file did not close in good order", e);
    }
  }
}
