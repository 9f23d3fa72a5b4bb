package zoodip.client;

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
final class Follower<J> {
  /** Opens a stream that goes on after a resume token, and reads it to its end. */
  interface Stream {
    void read(String resumeToken);
  }

  private final int tries;
  private final Consumer<J> listener;
  private final Predicate<J> isOver;
  private Optional<J> newest = Optional.empty();
  private String token = "";
  private int failures;

  /**
   * @param tries streams that may fail one after the other
   */
  Follower(int tries, Consumer<J> listener, Predicate<J> isOver) {
    this.tries = tries;
    this.listener = listener;
    this.isOver = isOver;
  }

  /** The stream is alive; a later one goes on here. */
  void heard(String resumeToken) {
    failures = 0;
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
        checkOver();
      } catch (StatusRuntimeException e) {
        goOnAfter(e);
      }
    }
    return newest.get();
  }

  private void checkOver() {
    if (newest.filter(isOver).isEmpty()) {
      throw Status.UNAVAILABLE
          .withDescription("The server ended the stream before the job")
          .asRuntimeException();
    }
  }

  private void goOnAfter(StatusRuntimeException failure) {
    boolean wasOpenForLong =
        failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED && newest.isPresent();
    if (wasOpenForLong) {
      return;
    }
    failures++;
    if (failures >= tries || !Retries.isPassing(failure)) {
      throw failure;
    }
    Retries.pause(failure, failures);
  }
}
