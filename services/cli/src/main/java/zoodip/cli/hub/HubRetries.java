package zoodip.cli.hub;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.function.CheckedSupplier;
import java.io.IOException;
import java.time.Duration;
import zoodip.platform.retry.RetryPolicies;

/**
 * Tries again what fails for a passing reason.
 *
 * @param attempts in a row that may fail
 * @param pause after the first; the next are twice as long each
 * @param idleTimeout of a connection that counts as broken
 */
public record HubRetries(int attempts, Duration pause, Duration idleTimeout) {
  /** Half a minute of pauses in all. */
  public static final HubRetries USUAL =
      new HubRetries(6, Duration.ofSeconds(1), Duration.ofSeconds(30));

  <T> T run(String what, CheckedSupplier<T> attempt) {
    try {
      return Failsafe.with(RetryPolicies.request(attempts, pause, IOException.class::isInstance))
          .get(attempt);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof IOException failure) {
        throw new HubException("Cannot fetch %s: %s".formatted(what, reason(failure)), failure);
      }
      throw new HubException("stopped while waiting", e.getCause());
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
