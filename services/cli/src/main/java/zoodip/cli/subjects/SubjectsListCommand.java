package zoodip.cli.subjects;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.LimitOption;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.PageReader;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListSubjectsResponse;
import zoodip.v1.Subject;

/** Lists subjects. */
@Command(
    name = "list",
    description = "Lists subjects, the newest first.",
    footer = {"%nExample:", "  zoodip subjects list --limit 10"})
final class SubjectsListCommand extends ClientCommand {
  @Mixin private LimitOption limit;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    List<Subject> subjects =
        PageReader.read(limit.get(), token -> client.call(() -> page(client, token)));
    out.result(
        ListSubjectsResponse.newBuilder().addAllSubjects(subjects).build(),
        SubjectText.table(subjects).toString());
    return 0;
  }

  private PageReader.Page<Subject> page(Client client, String token) {
    ListSubjectsResponse page =
        client
            .subjects()
            .listSubjects(
                ListSubjectsRequest.newBuilder()
                    .setParent(client.tenant())
                    .setPageSize(limit.pageSize())
                    .setPageToken(token)
                    .build());
    return new PageReader.Page<>(page.getSubjectsList(), page.getNextPageToken());
  }
}
