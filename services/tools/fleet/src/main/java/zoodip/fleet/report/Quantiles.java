package zoodip.fleet.report;

import java.time.Duration;
import java.util.List;

/**
 * How long most, nearly all and all but the unluckiest waited, in seconds.
 *
 * @param p50 half waited no longer
 * @param p95 nineteen of twenty
 * @param p99 ninety-nine of a hundred
 */
public record Quantiles(double p50, double p95, double p99) {

  /** Those of some times; zeros for none. */
  static Quantiles of(List<Duration> times) {
    double[] sorted = times.stream().mapToDouble(time -> time.toMillis() / 1e3).sorted().toArray();
    return new Quantiles(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
  }

  /**
   * The smallest number that so large a share does not exceed (nearest rank).
   *
   * @param sorted ascending
   * @param share more than 0, at most 1
   */
  static double at(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
