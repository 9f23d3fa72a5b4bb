package zoodip.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;

/** Prints a script that makes bash and zsh complete this command. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash and zsh.",
    footer = {
      "%nThe script completes a command called zoodip, for example an alias:",
      "  alias zoodip='java -jar services/cli/target/zoodip.jar'",
      "%nExample:",
      "  source <(zoodip completion)"
    })
final class CompletionCommand implements Runnable {
  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("zoodip", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
