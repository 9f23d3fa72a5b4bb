package zoodip.cli.concepts;

import com.google.protobuf.Empty;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.DeleteConceptRequest;

/** Deletes concepts. */
@Command(
    name = "delete",
    description = "Deletes concepts: prompts cannot name them any more.",
    footer = {"%nExample:", "  zoodip concepts delete my-mug"})
final class ConceptsDeleteCommand extends ClientCommand {
  @Parameters(paramLabel = "CONCEPT", arity = "1..*", description = "Ids.")
  private List<String> concepts;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    for (String name : concepts.stream().map(names::concept).toList()) {
      DeleteConceptRequest delete = DeleteConceptRequest.newBuilder().setName(name).build();
      Empty done = client.call(() -> client.concepts().deleteConcept(delete));
      out.change(done);
      out.text("deleted " + name);
    }
    return 0;
  }
}
