package zoodip.cli.models;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.LimitOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.PageReader;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListModelsResponse;
import zoodip.v1.Model;

/** Lists models. */
@Command(
    name = "list",
    description = "Lists the base models that the server has.",
    footer = {"%nExample:", "  zoodip models list --json"})
final class ModelsListCommand extends ClientCommand {
  @Mixin private LimitOption limit;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    List<Model> models =
        PageReader.read(limit.get(), token -> client.call(() -> page(client, token)));
    out.result(
        ListModelsResponse.newBuilder().addAllModels(models).build(),
        ModelText.table(models).toString());
    return 0;
  }

  private PageReader.Page<Model> page(Client client, String token) {
    ListModelsResponse page =
        client
            .models()
            .listModels(
                ListModelsRequest.newBuilder()
                    .setPageSize(limit.pageSize())
                    .setPageToken(token)
                    .build());
    return new PageReader.Page<>(page.getModelsList(), page.getNextPageToken());
  }
}
