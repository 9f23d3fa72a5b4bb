package zoodip.client;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats calls that failed for a passing reason: the server is not there, or is full and says when
 * to come back. The pauses double, unless the server names one.
 */
final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final int tries;

  Retries(int tries) {
    this.tries = tries;
  }

  <A> A run(Supplier<A> call) {
    for (int failures = 1; ; failures++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        if (failures == tries || !isPassing(e)) {
          throw e;
        }
        pause(e, failures);
      }
    }
  }

  /** Whether the same call may succeed a little later. */
  static boolean isPassing(StatusRuntimeException failure) {
    Status.Code code = failure.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE
        || (code == Status.Code.RESOURCE_EXHAUSTED
            && CallFailure.of(failure).retryDelay().isPresent());
  }

  /** Waits as long as the server said, or longer with each failure. */
  static void pause(StatusRuntimeException failure, int failures) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    Duration pause = CallFailure.of(failure).retryDelay().orElse(doubled);
    try {
      Thread.sleep(Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
