package zoodip.cli.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers as reports give them. */
final class SummaryStatistics {
  private static final MathContext DIGITS = new MathContext(4);

  private SummaryStatistics() {}

  /** With four digits. */
  static BigDecimal rounded(double value) {
    return new BigDecimal(value, DIGITS).stripTrailingZeros();
  }

  /** Median, smallest and largest. */
  static Map<String, Object> spread(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    Map<String, Object> spread = new LinkedHashMap<>();
    spread.put("median", rounded(median(sorted)));
    spread.put("min", rounded(sorted[0]));
    spread.put("max", rounded(sorted[sorted.length - 1]));
    return spread;
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
