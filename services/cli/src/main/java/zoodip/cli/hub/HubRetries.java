package zoodip.cli.hub;

import java.io.IOException;
import java.time.Duration;

/**
 * Tries again what fails for a passing reason.
 *
 * @param attempts in a row that may fail
 * @param pause after the first; the next are twice as long each
 * @param silence of a connection that counts as broken
 */
public record HubRetries(int attempts, Duration pause, Duration silence) {
  /** Half a minute of pauses in all. */
  public static final HubRetries USUAL =
      new HubRetries(6, Duration.ofSeconds(1), Duration.ofSeconds(30));

  interface Attempt<T> {
    T run() throws IOException;
  }

  <T> T run(String what, Attempt<T> attempt) {
    for (int failed = 1; ; failed++) {
      try {
        return attempt.run();
      } catch (IOException e) {
        if (failed >= attempts) {
          throw new HubException("Cannot fetch %s: %s".formatted(what, reason(e)), e);
        }
        sleep(pause.multipliedBy(1L << (failed - 1)));
      }
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException("stopped while waiting", e);
    }
  }
}
