package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about training jobs. */
@Command(
    name = "jobs",
    description = "Looks after training jobs.",
    subcommands = {
      JobsListCommand.class,
      JobsShowCommand.class,
      JobsWatchCommand.class,
      JobsFilesCommand.class,
      JobsCancelCommand.class,
      JobsDeleteCommand.class
    },
    footer = {"%nExample:", "  zoodip jobs list --state running"})
public final class JobsCommand extends CommandGroup {}
