package zoodip.cli.fleet;

import java.time.Duration;
import zoodip.cli.errors.UsageException;

/** Times that options give as numbers. */
final class FleetTimes {
  private static final double LONGEST_HOURS = 24 * 365;

  private FleetTimes() {}

  /**
   * @throws UsageException unless it is between nothing and a year
   */
  static Duration seconds(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= 3600 * LONGEST_HOURS)) {
      throw new UsageException("%s is %s; use 0 to a year".formatted(option, seconds));
    }
    return Duration.ofNanos(Math.round(seconds * 1e6) * 1000);
  }

  /** As {@link #seconds}. */
  static Duration hours(String option, double hours) {
    return seconds(option, 3600 * hours);
  }
}
