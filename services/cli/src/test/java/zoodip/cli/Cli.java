package zoodip.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs the command in this process. */
public final class Cli {
  private Cli() {}

  /**
   * What a run ended with.
   *
   * @param out of standard output
   * @param err of standard error
   */
  public record Run(int code, String out, String err) {}

  /** Runs it with these words, each turned into text. */
  public static Run run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Zoodip.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(Arrays.stream(words).map(String::valueOf).toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
