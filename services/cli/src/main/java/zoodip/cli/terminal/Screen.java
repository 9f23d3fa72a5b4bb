package zoodip.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.Method;

/**
 * Where progress and hints go: standard error, so that what is piped on are results.
 *
 * @param writer of standard error
 * @param isTerminal whether somebody looks: a line may be drawn over itself
 * @param columns characters of a line
 */
public record Screen(PrintWriter writer, boolean isTerminal, int columns) {
  private static final int DEFAULT_COLUMNS = 80;

  static Screen of(PrintWriter writer) {
    return new Screen(writer, hasTerminal(), columns(System.getenv("COLUMNS")));
  }

  /**
   * Whether somebody looks. From Java 22 on there is a console also where there is no terminal, and
   * it can be asked.
   */
  @SuppressWarnings("SystemConsoleNull") // what it is about is done here
  public static boolean hasTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      Method isTerminal = Console.class.getMethod("isTerminal");
      return Boolean.TRUE.equals(isTerminal.invoke(console));
    } catch (ReflectiveOperationException e) {
      // an older Java: a console is a terminal
      return true;
    }
  }

  static int columns(String setting) {
    return setting != null && setting.matches("[1-9][0-9]{1,3}")
        ? Integer.parseInt(setting)
        : DEFAULT_COLUMNS;
  }
}
