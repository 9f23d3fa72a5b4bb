package zoodip.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;

/** Prints the version. */
@Command(
    name = "version",
    description = "Prints the version of this program.",
    footer = {"%nExample:", "  zoodip version --json"})
final class VersionCommand implements Runnable {
  @Mixin private HelpOption help;

  @Option(names = "--json", description = "Print a JSON document.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String text = json ? "{\"version\": \"%s\"}" : "zoodip %s";
    spec.commandLine().getOut().printf(text + "%n", Version.number());
    spec.commandLine().getOut().flush();
  }
}
