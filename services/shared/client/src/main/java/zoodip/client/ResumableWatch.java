package zoodip.client;

import dev.failsafe.Execution;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a reader has seen of one job, over all the streams that showed it.
 *
 * @param <J> the job
 */
final class ResumableWatch<J> {
  /** Opens a stream that goes on after a resume token, and reads it to its end. */
  interface Stream {
    void read(String resumeToken);
  }

  private final Retries retries;
  private final Consumer<J> listener;
  private final Predicate<J> isOver;
  private Optional<J> newest = Optional.empty();
  private String token = "";
  private Execution<Object> execution;

  /**
   * @param retries of streams that fail one after the other
   */
  ResumableWatch(Retries retries, Consumer<J> listener, Predicate<J> isOver) {
    this.retries = retries;
    execution = retries.begin();
    this.listener = listener;
    this.isOver = isOver;
  }

  /** The stream is alive; a later one goes on here. */
  void received(String resumeToken) {
    execution = retries.begin();
    token = resumeToken;
  }

  void changed(J job) {
    newest = Optional.of(job);
    listener.accept(job);
  }

  /** Reads streams until one has shown the end of the job. */
  J follow(Stream stream) {
    while (newest.filter(isOver).isEmpty()) {
      try {
        stream.read(token);
        requireOver();
      } catch (StatusRuntimeException e) {
        retryAfter(e);
      }
    }
    return newest.get();
  }

  private void requireOver() {
    if (newest.filter(isOver).isEmpty()) {
      throw Status.UNAVAILABLE
          .withDescription("The server ended the stream before the job")
          .asRuntimeException();
    }
  }

  private void retryAfter(StatusRuntimeException failure) {
    boolean wasOpenForLong =
        failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED && newest.isPresent();
    if (!wasOpenForLong) {
      Retries.pause(execution, failure);
    }
  }
}
