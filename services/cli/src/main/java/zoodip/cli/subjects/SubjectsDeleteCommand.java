package zoodip.cli.subjects;

import com.google.protobuf.Empty;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.DeleteSubjectRequest;

/** Deletes subjects. */
@Command(
    name = "delete",
    description = "Deletes subjects with their photos. What was learned from them stays.",
    footer = {"%nExample:", "  zoodip subjects delete my-mug"})
final class SubjectsDeleteCommand extends ClientCommand {
  @Parameters(paramLabel = "SUBJECT", arity = "1..*", description = "Ids.")
  private List<String> subjects;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    for (String name : subjects.stream().map(names::subject).toList()) {
      DeleteSubjectRequest delete = DeleteSubjectRequest.newBuilder().setName(name).build();
      Empty done = client.call(() -> client.subjects().deleteSubject(delete));
      out.change(done);
      out.text("deleted " + name);
    }
    return 0;
  }
}
