package zoodip.cli.models;

import picocli.CommandLine.Command;
import zoodip.cli.command.CommandGroup;
import zoodip.cli.resources.ListCommand;
import zoodip.cli.resources.ResourceKind;
import zoodip.cli.resources.ShowCommand;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.Model;
import zoodip.v1.ModelsGrpc;

/** Commands about base models. */
@Command(
    name = "models",
    description = "Looks after base models.",
    subcommands = {
      ModelsCommand.ListModels.class,
      ModelsCommand.ShowModel.class,
      ModelsImportCommand.class,
      ModelsCheckCommand.class
    },
    footer = {"%nExample:", "  zoodip models list"})
public final class ModelsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Lists the base models that the server has.",
      footer = {"%nExample:", "  zoodip models list --json"})
  static final class ListModels extends ListCommand<ListModelsResponse, Model> {
    ListModels() {
      super(ModelsGrpc.getListModelsMethod(), ListModelsResponse::getModelsList, ModelText::table);
    }
  }

  @Command(
      name = "show",
      aliases = "get",
      description =
          "Shows a base model: its family, what it predicts, its scheduler, text encoders and size,"
              + " where it came from, and the settings that training and drawing start from.",
      footer = {"%nExample:", "  zoodip models show toybox"})
  static final class ShowModel extends ShowCommand<Model> {
    ShowModel() {
      super(ResourceKind.MODEL, ModelsGrpc.getGetModelMethod(), ModelText::details);
    }
  }
}
