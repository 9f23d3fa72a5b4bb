package zoodip.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The zoodip command: its subcommands do the work. */
@Command(
    name = "zoodip",
    description = "Personalizes text-to-image models with forward passes only.",
    mixinStandardHelpOptions = true,
    version = "zoodip 0.1.0",
    subcommands = ModelsCommand.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and the answer is no",
      "2:the command or what it was given cannot be used; the message says why",
      "70:a fault in this program"
    })
public final class Zoodip implements Runnable {
  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // DJL logs through SLF4J; a command has no use for its log, nor for a hint that there is none
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(commandLine().execute(arguments));
  }

  /** The command, ready to be executed. */
  static CommandLine commandLine() {
    return new CommandLine(new Zoodip())
        .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
  }

  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (BadInput.is(failure)) {
      err.println("zoodip: " + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    failure.printStackTrace(err);
    return ExitCodes.FAULT;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: one of the commands below.");
  }
}
