package zoodip.cli.concepts;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.LimitOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.PageReader;
import zoodip.v1.Concept;
import zoodip.v1.ListConceptsRequest;
import zoodip.v1.ListConceptsResponse;

/** Lists concepts. */
@Command(
    name = "list",
    description = "Lists concepts by name.",
    footer = {"%nExample:", "  zoodip concepts list"})
final class ConceptsListCommand extends ClientCommand {
  @Mixin private LimitOption limit;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    List<Concept> concepts =
        PageReader.read(limit.get(), token -> client.call(() -> page(client, token)));
    out.result(
        ListConceptsResponse.newBuilder().addAllConcepts(concepts).build(),
        ConceptText.table(concepts).toString());
    return 0;
  }

  private PageReader.Page<Concept> page(Client client, String token) {
    ListConceptsResponse page =
        client
            .concepts()
            .listConcepts(
                ListConceptsRequest.newBuilder()
                    .setParent(client.tenant())
                    .setPageSize(limit.pageSize())
                    .setPageToken(token)
                    .build());
    return new PageReader.Page<>(page.getConceptsList(), page.getNextPageToken());
  }
}
