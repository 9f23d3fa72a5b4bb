package zoodip.cli.subjects;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.Subject;

/** Shows a subject. */
@Command(
    name = "show",
    aliases = "get",
    description = "Shows a subject and its photos.",
    footer = {"%nExample:", "  zoodip subjects show my-mug"})
final class SubjectsShowCommand extends ClientCommand {
  @Parameters(paramLabel = "SUBJECT", description = "Its id.")
  private String subject;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    GetSubjectRequest get = GetSubjectRequest.newBuilder().setName(names.subject(subject)).build();
    Subject found = client.call(() -> client.subjects().getSubject(get));
    out.result(found, SubjectText.details(found));
    return 0;
  }
}
