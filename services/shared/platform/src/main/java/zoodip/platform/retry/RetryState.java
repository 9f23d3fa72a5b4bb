package zoodip.platform.retry;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Tries of a call that goes on where it broke off: once it has brought something, earlier failures
 * no longer count. Who calls waits by itself, so it can stop waiting. Not thread-safe.
 *
 * @param <F> failures
 */
public final class RetryState<F> {
  private final RetryPolicy<F> policy;
  private Optional<Execution<F>> failures = Optional.empty();

  public RetryState(RetryPolicy<F> policy) {
    this.policy = policy;
  }

  /** The call has brought something. */
  public void progressed() {
    failures = Optional.empty();
  }

  /** The pause before the next try; empty if there is to be none. */
  public Optional<Duration> failed(F failure) {
    Execution<F> row = failures.orElseGet(() -> Execution.of(policy));
    failures = Optional.of(row);
    row.recordResult(failure);
    return row.isComplete() ? Optional.empty() : Optional.of(row.getDelay());
  }
}
