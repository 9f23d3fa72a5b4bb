package zoodip.cli.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far something is, in one line. */
final class ProgressLine {
  private static final int WIDEST_BAR = 28;
  private static final int NARROWEST_BAR = 6;
  private static final int CURVE = 16;

  private ProgressLine() {}

  /**
   * One line with a bar, and a curve of the losses if there are some.
   *
   * @param columns the most characters; the curve goes first if they are few, then the bar shrinks,
   *     then the last numbers go
   */
  static String live(ProgressSnapshot snapshot, List<Double> losses, int columns) {
    String what = EscapedText.line(snapshot.what()) + " ";
    String numbers = joined(numbers(snapshot), columns - 1 - what.length());
    String curve = losses.size() < 2 ? "" : "  " + Sparkline.of(losses, CURVE);
    int room = columns - 1 - what.length() - numbers.length() - "[]  ".length();
    if (room - curve.length() < NARROWEST_BAR) {
      curve = "";
    }
    int width = Math.min(WIDEST_BAR, room - curve.length());
    String bar =
        width < NARROWEST_BAR ? "" : "[" + ProgressBar.of(snapshot.fraction(), width) + "]  ";
    String line = what + bar + numbers + curve;
    return line.substring(0, Math.min(line.length(), Math.max(1, columns - 1)));
  }

  /** The numbers, but for the last ones that do not fit. */
  private static String joined(List<String> numbers, int most) {
    String line = String.join("  ", numbers);
    return line.length() <= most || numbers.size() < 2
        ? line
        : joined(numbers.subList(0, numbers.size() - 1), most);
  }

  /** One line without curve or bar. */
  static String plain(ProgressSnapshot snapshot) {
    return EscapedText.line(snapshot.what()) + " " + String.join("  ", numbers(snapshot));
  }

  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static List<String> numbers(ProgressSnapshot snapshot) {
    List<String> numbers = new ArrayList<>();
    if (snapshot.total() > 0) {
      numbers.add(
          "%3d%%  %s %d/%d"
              .formatted(
                  (int) (snapshot.fraction() * 100),
                  snapshot.unit(),
                  snapshot.done(),
                  snapshot.total()));
    }
    if (snapshot.rows() > 0) {
      numbers.add(String.format(Locale.ROOT, "%,d rows", snapshot.rows()));
    }
    snapshot.probe().ifPresent(probe -> numbers.add(probe.toString()));
    if (snapshot.perSecond() > 0) {
      numbers.add(String.format(Locale.ROOT, "%.1f it/s", snapshot.perSecond()));
    }
    snapshot.remaining().ifPresent(left -> numbers.add("ETA " + duration(left)));
    snapshot.loss().ifPresent(loss -> numbers.add(String.format(Locale.ROOT, "loss %.4f", loss)));
    return numbers;
  }
}
