package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;
import zoodip.v1.GetEvaluationRequest;

/** Shows an evaluation. */
@Command(
    name = "show",
    aliases = "get",
    description = "Shows an evaluation with its scores, prompt by prompt.",
    footer = {"%nExample:", "  zoodip evaluations show 4c1f9b2d7e6a40d8b3f5"})
final class EvaluationsShowCommand extends ClientCommand {
  @Parameters(paramLabel = "EVALUATION", description = "Its id.")
  private String evaluation;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    Evaluation found = get(client, names.evaluation(evaluation));
    out.result(found, EvaluationText.details(found));
    return 0;
  }

  /** The evaluation of that name. */
  static Evaluation get(Client client, String name) {
    GetEvaluationRequest get = GetEvaluationRequest.newBuilder().setName(name).build();
    return client.call(() -> client.evaluations().getEvaluation(get));
  }
}
