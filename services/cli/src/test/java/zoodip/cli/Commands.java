package zoodip.cli;

import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands there are. */
final class Commands {
  private Commands() {}

  /** The command and all below it, each once although it may have several names. */
  static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().distinct().flatMap(Commands::all));
  }
}
