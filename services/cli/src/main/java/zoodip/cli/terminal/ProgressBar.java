package zoodip.cli.terminal;

/** A bar that fills in eighths of a character. */
final class ProgressBar {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private ProgressBar() {}

  /**
   * Draws it.
   *
   * @param fraction from 0 to 1
   * @param width in characters
   */
  static String of(double fraction, int width) {
    int eighths = (int) Math.round(fraction * width * 8);
    int full = eighths / 8;
    if (full >= width) {
      return "█".repeat(width);
    }
    return "█".repeat(full) + EIGHTHS.charAt(eighths % 8) + " ".repeat(width - full - 1);
  }
}
