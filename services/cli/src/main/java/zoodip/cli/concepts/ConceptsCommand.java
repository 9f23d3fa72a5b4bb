package zoodip.cli.concepts;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;

/** Commands about concepts. */
@Command(
    name = "concepts",
    description = "Looks after concepts: learned words, and where they come from.",
    subcommands = {
      ConceptsListCommand.class,
      ConceptsShowCommand.class,
      ConceptsExportCommand.class,
      ConceptsImportCommand.class,
      ConceptsVerifyCommand.class,
      ConceptsDeleteCommand.class
    },
    footer = {"%nExample:", "  zoodip concepts export my-mug --out my-mug.safetensors"})
public final class ConceptsCommand extends CommandGroup {}
