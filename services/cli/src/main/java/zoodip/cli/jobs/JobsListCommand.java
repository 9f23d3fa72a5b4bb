package zoodip.cli.jobs;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.LimitOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.PageReader;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.ListTrainingJobsResponse;
import zoodip.v1.TrainingJob;

/** Lists training jobs. */
@Command(
    name = "list",
    description = "Lists training jobs, the newest first.",
    footer = {"%nExample:", "  zoodip jobs list --state running --subject my-mug"})
final class JobsListCommand extends ClientCommand {
  @Mixin private FilterOptions filter;
  @Mixin private LimitOption limit;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    ListTrainingJobsRequest list =
        ListTrainingJobsRequest.newBuilder()
            .setParent(client.tenant())
            .setPageSize(limit.pageSize())
            .setFilter(filter.text(names))
            .build();
    List<TrainingJob> jobs =
        PageReader.read(limit.get(), token -> client.call(() -> page(client, list, token)));
    out.result(
        ListTrainingJobsResponse.newBuilder().addAllTrainingJobs(jobs).build(),
        JobText.table(jobs).toString());
    return 0;
  }

  private static PageReader.Page<TrainingJob> page(
      Client client, ListTrainingJobsRequest list, String token) {
    ListTrainingJobsResponse page =
        client.trainingJobs().listTrainingJobs(list.toBuilder().setPageToken(token).build());
    return new PageReader.Page<>(page.getTrainingJobsList(), page.getNextPageToken());
  }
}
