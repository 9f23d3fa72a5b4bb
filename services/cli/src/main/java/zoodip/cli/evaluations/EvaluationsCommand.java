package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about evaluations. */
@Command(
    name = "evaluations",
    description = "Looks after evaluations; 'zoodip evaluate' makes one.",
    subcommands = {
      EvaluationsListCommand.class,
      EvaluationsShowCommand.class,
      EvaluationsWatchCommand.class,
      EvaluationsFilesCommand.class,
      EvaluationsCancelCommand.class,
      EvaluationsDeleteCommand.class
    },
    footer = {"%nExample:", "  zoodip evaluations list --concept my-mug"})
public final class EvaluationsCommand extends CommandGroup {}
