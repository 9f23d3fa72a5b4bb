package zoodip.platform.retry;

import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How calls are tried again that fail for a passing reason: the one place that decides.
 *
 * <p>What becomes of a job whose attempt fails is not decided here but by {@code platform.work}:
 * its tries are deliveries, which the broker counts across processes.
 */
public final class RetryPolicies {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int ANY_NUMBER = -1;

  private RetryPolicies() {}

  /**
   * Of a request; pauses double, from 200 ms.
   *
   * @param attempts in all
   * @param passing whether a failure may pass
   */
  public static RetryPolicy<Object> request(int attempts, Predicate<Throwable> passing) {
    return request(attempts, FIRST_PAUSE, passing);
  }

  /** Likewise, with a first pause of one's own. */
  public static RetryPolicy<Object> request(
      int attempts, Duration firstPause, Predicate<Throwable> passing) {
    return RetryPolicy.builder()
        .handleIf(passing::test)
        .withMaxAttempts(Math.max(1, attempts))
        .withBackoff(firstPause, LONGEST_PAUSE)
        .build();
  }

  /** Likewise of a {@link RetryState}, whatever breaks it off. */
  public static RetryPolicy<IOException> transfer(int attempts) {
    return RetryPolicy.<IOException>builder()
        .handleIf((brokenOff, unused) -> true)
        .withMaxAttempts(Math.max(1, attempts))
        .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
        .build();
  }

  /**
   * Of a {@link RetryState} that waits as long as each failure says.
   *
   * @param patience since the first of the failures in a row
   * @param delay until the call can be made again; empty if that would not help
   */
  public static <F> RetryPolicy<F> patient(
      Duration patience, Function<F, Optional<Duration>> delay) {
    return RetryPolicy.<F>builder()
        .handleIf((failure, unused) -> delay.apply(failure).isPresent())
        .withDelayFn(context -> delay.apply(context.getLastResult()).orElse(Duration.ZERO))
        .withMaxAttempts(ANY_NUMBER)
        .withMaxDuration(patience.isZero() ? Duration.ofNanos(1) : patience)
        .build();
  }
}
