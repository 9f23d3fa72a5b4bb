package zoodip.trainer.journal;

import java.time.Duration;

/**
 * How much time to leave between two journal segments: more, the more segments there are. Each is
 * an object and an event, and whoever goes on with the job reads them all.
 *
 * @param initialInterval between the first ones
 */
public record FlushSchedule(Duration initialInterval) {
  private static final double DOUBLED_AFTER = 200;

  /** The interval after so many segments; twice the initial after 200, three times after 400. */
  public Duration intervalAfter(int segments) {
    return Duration.ofMillis((long) (initialInterval.toMillis() * (1 + segments / DOUBLED_AFTER)));
  }
}
