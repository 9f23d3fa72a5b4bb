package zoodip.platform.work;

import java.time.Duration;

/**
 * Pauses that double from one failure to the next. Not a retry policy of a call: failures are
 * counted by the broker, across processes, or by a slot over different jobs.
 *
 * @param first after the first failure
 * @param longest what they grow to
 */
record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 20;

  /**
   * @param failures failures so far, at least 1
   */
  Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
