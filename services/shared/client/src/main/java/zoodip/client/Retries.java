package zoodip.client;

import dev.failsafe.Execution;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
    AtomicReference<StatusRuntimeException> last = new AtomicReference<>();
    try {
      return Failsafe.with(policy(last::set)).get(call::get);
    } catch (FailsafeException e) {
      // interrupted in a pause, as the thread still says
      throw last.get();
    }
  }

  /** A first try, which its caller makes, and those that may follow it. */
  Execution<Object> begin() {
    return Execution.of(policy(failure -> {}));
  }

  /**
   * Waits until the next try is due.
   *
   * @throws StatusRuntimeException the failure, if there is to be none
   */
  static void pause(Execution<Object> execution, StatusRuntimeException failure) {
    execution.recordException(failure);
    if (execution.isComplete()) {
      throw failure;
    }
    try {
      Thread.sleep(execution.getDelay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private RetryPolicy<Object> policy(Consumer<StatusRuntimeException> listener) {
    return RetryPolicy.builder()
        .handleIf(Retries::isTransient)
        .withMaxAttempts(tries)
        .withDelayFnOn(Retries::delay, StatusRuntimeException.class)
        .onRetryScheduled(
            retry -> listener.accept((StatusRuntimeException) retry.getLastException()))
        .build();
  }

  /** Whether the same call may succeed a little later. */
  private static boolean isTransient(Throwable failure) {
    return failure instanceof StatusRuntimeException call
        && switch (call.getStatus().getCode()) {
          case UNAVAILABLE -> true;
          case RESOURCE_EXHAUSTED -> CallFailure.of(call).retryDelay().isPresent();
          default -> false;
        };
  }

  /** As long as the server said, or longer with each failure. */
  private static Duration delay(ExecutionContext<Object> context) {
    StatusRuntimeException failure = context.getLastException();
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(context.getAttemptCount() - 1, 10));
    Duration delay = CallFailure.of(failure).retryDelay().orElse(doubled);
    return delay.compareTo(LONGEST_PAUSE) < 0 ? delay : LONGEST_PAUSE;
  }
}
