package zoodip.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve in one line of text: the lowest value seen is the lowest block, the highest the highest.
 */
final class Sparkline {
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /**
   * Draws it.
   *
   * @param values finite numbers in their order; more than {@code width} are averaged into it
   * @param width in characters
   */
  static String of(List<Double> values, int width) {
    List<Double> points = averaged(values, width);
    double low = points.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = points.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double point : points) {
      double height = high > low ? (point - low) / (high - low) : 0.5;
      line.append(BLOCKS.charAt((int) Math.round(height * (BLOCKS.length() - 1))));
    }
    return line.toString();
  }

  private static List<Double> averaged(List<Double> values, int width) {
    int points = Math.min(width, values.size());
    List<Double> averaged = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      int from = i * values.size() / points;
      int to = (i + 1) * values.size() / points;
      averaged.add(
          values.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }
    return averaged;
  }
}
