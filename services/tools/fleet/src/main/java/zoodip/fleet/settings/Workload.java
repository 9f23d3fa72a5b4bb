package zoodip.fleet.settings;

import java.time.Duration;

/** When jobs are accepted. */
public sealed interface Workload {

  /**
   * All at the beginning.
   *
   * @param jobs 1 or more
   */
  record Burst(int jobs) implements Workload {
    public Burst {
      FleetSettings.require(jobs >= 1, "jobs", jobs, "1 or more");
    }
  }

  /**
   * One after another, without knowing of each other (a Poisson process).
   *
   * @param perHour jobs, on average; more than 0
   * @param span from the first on; no more come afterwards
   */
  record Steady(double perHour, Duration span) implements Workload {
    public Steady {
      FleetSettings.require(
          perHour > 0 && Double.isFinite(perHour), "rate", perHour, "more than 0 jobs an hour");
      FleetSettings.require(!span.isNegative() && !span.isZero(), "hours", span, "more than 0");
    }
  }
}
