package zoodip.cli.concepts;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.resources.DeleteCommand;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.Concept;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.ListConceptsResponse;

/** Commands about concepts. */
@Command(
    name = "concepts",
    description = "Looks after concepts: learned words, and where they come from.",
    subcommands = {
      ConceptsCommand.ListConcepts.class,
      ConceptsCommand.ShowConcept.class,
      ConceptsExportCommand.class,
      ConceptsImportCommand.class,
      ConceptsVerifyCommand.class,
      ConceptsCommand.DeleteConcepts.class
    },
    footer = {"%nExample:", "  zoodip concepts export my-mug --out my-mug.safetensors"})
public final class ConceptsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists concepts by name.",
      footer = {"%nExample:", "  zoodip concepts list"})
  static final class ListConcepts extends ListCommand<ListConceptsResponse, Concept> {
    ListConcepts() {
      super(
          ConceptsGrpc.getListConceptsMethod(),
          ListConceptsResponse::getConceptsList,
          ConceptText::table);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description = "Shows a concept and where it comes from.",
      footer = {"%nExample:", "  zoodip concepts show my-mug"})
  static final class ShowConcept extends ShowCommand<Concept> {
    ShowConcept() {
      super(ResourceKind.CONCEPT, ConceptsGrpc.getGetConceptMethod(), ConceptText::details);
    }
  }

  @Command(
      name = "delete",
      description = "Deletes concepts: prompts cannot name them any more.",
      footer = {"%nExample:", "  zoodip concepts delete my-mug"})
  static final class DeleteConcepts extends DeleteCommand {
    DeleteConcepts() {
      super(ResourceKind.CONCEPT, ConceptsGrpc.getDeleteConceptMethod());
    }
  }
}
