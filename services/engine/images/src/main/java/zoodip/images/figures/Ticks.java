package zoodip.images.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step from one to the next
 * @param values ascending
 */
record Ticks(double step, List<Double> values) {
  private static final double[] ROUND = {1, 2, 5, 10};

  /**
   * The ticks in a range.
   *
   * @param most about how many, 3 at least
   */
  static Ticks between(double low, double high, int most) {
    double step = step((high - low) / most);
    List<Double> values = new ArrayList<>();
    double slack = step * 1e-6;
    for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
      values.add(i * step);
    }
    return new Ticks(step, List.copyOf(values));
  }

  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double round : ROUND) {
      if (round * power >= least * (1 - 1e-9)) {
        return round * power;
      }
    }
    return 10 * power;
  }

  /** A tick's number with as many decimals as tell it from its neighbours. */
  String label(double value) {
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** The widest label's letters. */
  int letters() {
    return values.stream().mapToInt(value -> label(value).length()).max().orElse(0);
  }
}
