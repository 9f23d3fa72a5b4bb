package zoodip.cli.terminal;

/**
 * What people and servers wrote, made safe for a terminal: characters that would steer it, or turn
 * the direction of what follows, become visible. Everything that commands print goes through here.
 */
public final class EscapedText {
  private EscapedText() {}

  /** Text of several lines. */
  public static String text(CharSequence text) {
    return shown(text, true);
  }

  /** Text that has to stay in its line, as a cell of a table does. */
  public static String line(CharSequence text) {
    return shown(text, false);
  }

  private static String shown(CharSequence text, boolean lines) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends = lines && c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      boolean fits = ends || (lines && (c == '\n' || c == '\t')) || !steers(c);
      shown.append(fits ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return shown.toString();
  }

  private static boolean steers(char c) {
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return Character.isISOControl(c) || turns || c == 0x2028 || c == 0x2029;
  }
}
