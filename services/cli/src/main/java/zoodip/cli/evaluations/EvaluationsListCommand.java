package zoodip.cli.evaluations;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.LimitOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.jobs.FilterOptions;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.PageReader;
import zoodip.v1.Evaluation;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListEvaluationsResponse;

/** Lists evaluations. */
@Command(
    name = "list",
    description = "Lists evaluations, the newest first.",
    footer = {"%nExample:", "  zoodip evaluations list --concept my-mug"})
final class EvaluationsListCommand extends ClientCommand {
  @Mixin private FilterOptions filter;
  @Mixin private LimitOption limit;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    ListEvaluationsRequest list =
        ListEvaluationsRequest.newBuilder()
            .setParent(client.tenant())
            .setPageSize(limit.pageSize())
            .setFilter(filter.text(names))
            .build();
    List<Evaluation> evaluations =
        PageReader.read(limit.get(), token -> client.call(() -> page(client, list, token)));
    out.result(
        ListEvaluationsResponse.newBuilder().addAllEvaluations(evaluations).build(),
        EvaluationText.table(evaluations).toString());
    return 0;
  }

  private static PageReader.Page<Evaluation> page(
      Client client, ListEvaluationsRequest list, String token) {
    ListEvaluationsResponse page =
        client.evaluations().listEvaluations(list.toBuilder().setPageToken(token).build());
    return new PageReader.Page<>(page.getEvaluationsList(), page.getNextPageToken());
  }
}
