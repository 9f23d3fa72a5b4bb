package zoodip.cli.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a command prints. */
public final class OutputOptions {
  @Option(
      names = "--json",
      description =
          "Print the API's messages as JSON: one document, or one line for each change that is"
              + " watched.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the result only: no progress, no hints.")
  private boolean quiet;

  /** What the command prints to. */
  public Output open(CommandLine command) {
    Screen screen = Screen.of(command.getErr());
    return new Output(command.getOut(), json, json || quiet, screen, command.getColorScheme());
  }
}
