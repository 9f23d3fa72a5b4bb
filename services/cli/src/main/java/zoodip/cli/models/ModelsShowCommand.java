package zoodip.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.GetModelRequest;
import zoodip.v1.Model;

/** Shows a model. */
@Command(
    name = "show",
    aliases = "get",
    description =
        "Shows a base model: its family, what it predicts, its scheduler, text encoders and size,"
            + " where it came from, and the settings that training and drawing start from.",
    footer = {"%nExample:", "  zoodip models show toybox"})
final class ModelsShowCommand extends ClientCommand {
  @Parameters(paramLabel = "MODEL", description = "Its id.")
  private String model;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    GetModelRequest get = GetModelRequest.newBuilder().setName(names.model(model)).build();
    Model found = client.call(() -> client.models().getModel(get));
    out.result(found, ModelText.details(found));
    return 0;
  }
}
