package zoodip.cli.subjects;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about subjects. */
@Command(
    name = "subjects",
    description = "Looks after subjects: photos of one thing, and words for it.",
    subcommands = {
      SubjectsCreateCommand.class,
      SubjectsListCommand.class,
      SubjectsShowCommand.class,
      SubjectsDeleteCommand.class
    },
    footer = {"%nExample:", "  zoodip subjects create photos/ --id my-mug --class mug"})
public final class SubjectsCommand extends CommandGroup {}
