package zoodip.platform.metrics;

import java.time.Duration;
import java.util.Arrays;

/**
 * The bounds of histograms' buckets: few, since each is a time series for every value of labels.
 */
public final class Buckets {
  private Buckets() {}

  /** For calls and requests that somebody waits for: 5 ms to 5 min. */
  public static Duration[] calls() {
    return seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300);
  }

  /** For work on a model, a step or an image: 10 ms to 2 min. */
  public static Duration[] steps() {
    return seconds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120);
  }

  /** For jobs: 1 s to a day. */
  public static Duration[] jobs() {
    return seconds(1, 5, 15, 60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400);
  }

  private static Duration[] seconds(double... bounds) {
    return Arrays.stream(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
        .toArray(Duration[]::new);
  }
}
