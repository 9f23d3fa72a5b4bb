package zoodip.cli.evaluations;

import com.google.protobuf.Empty;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.DeleteEvaluationRequest;

/** Deletes evaluations. */
@Command(
    name = "delete",
    description = "Deletes evaluations that have ended, with their pictures.",
    footer = {"%nExample:", "  zoodip evaluations delete 4c1f9b2d7e6a40d8b3f5"})
final class EvaluationsDeleteCommand extends ClientCommand {
  @Parameters(paramLabel = "EVALUATION", arity = "1..*", description = "Ids.")
  private List<String> evaluations;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    for (String name : evaluations.stream().map(names::evaluation).toList()) {
      DeleteEvaluationRequest delete = DeleteEvaluationRequest.newBuilder().setName(name).build();
      Empty done = client.call(() -> client.evaluations().deleteEvaluation(delete));
      out.change(done);
      out.text("deleted " + name);
    }
    return 0;
  }
}
