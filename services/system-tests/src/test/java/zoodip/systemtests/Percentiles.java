package zoodip.systemtests;

import java.util.Arrays;
import java.util.Locale;

/** How long calls took. */
record Percentiles(long[] sortedNanos) {
  private static final double MILLIS = 1e6;

  static Percentiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted);
  }

  /** In milliseconds. */
  double at(double share) {
    int index = (int) Math.ceil(share * sortedNanos.length) - 1;
    return sortedNanos[Math.max(0, index)] / MILLIS;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, slowest %.1f ms", at(0.5), at(0.99), at(1));
  }
}
