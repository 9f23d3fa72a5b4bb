package zoodip.cli.models;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about base models. */
@Command(
    name = "models",
    description = "Looks after base models.",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsImportCommand.class,
      ModelsCheckCommand.class
    },
    footer = {"%nExample:", "  zoodip models list"})
public final class ModelsCommand extends CommandGroup {}
