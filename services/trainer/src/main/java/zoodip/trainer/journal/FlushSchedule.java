package zoodip.trainer.journal;

import java.time.Duration;

/**
 * How much time to leave between two journal segments: more, the more segments there are. Every
 * change of a job's record names them all, so a job of days must not have one every few seconds.
 *
 * @param first between the first ones
 */
public record FlushSchedule(Duration first) {
  private static final double DOUBLED_AFTER = 200;

  /** After so many segments; twice the first after 200, three times after 400. */
  public Duration after(int segments) {
    return Duration.ofMillis((long) (first.toMillis() * (1 + segments / DOUBLED_AFTER)));
  }
}
