package zoodip.cli.terminal;

import java.util.Locale;

/**
 * The loss of a training on its probe set.
 *
 * @param loss the newest
 * @param first that of the first time
 */
public record ProbeReading(double loss, double first) {
  private static final double PERCENT = 100;

  /** How far the newest lies above the first, in percent of that one. */
  public double percent() {
    return PERCENT * (loss - first) / first;
  }

  /** Such as {@code probe 0.0352 (-4.1%)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "probe %.4f (%+.1f%%)", loss, percent());
  }
}
