package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.Evaluation;

/** Cancels an evaluation. */
@Command(
    name = "cancel",
    description = "Asks for the end of an evaluation; one that has ended stays as it is.",
    footer = {"%nExample:", "  zoodip evaluations cancel 4c1f9b2d7e6a40d8b3f5"})
final class EvaluationsCancelCommand extends ClientCommand {
  @Parameters(paramLabel = "EVALUATION", description = "Its id.")
  private String evaluation;

  @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String reason;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    CancelEvaluationRequest cancel =
        CancelEvaluationRequest.newBuilder()
            .setName(names.evaluation(evaluation))
            .setReason(reason)
            .build();
    Evaluation now = client.call(() -> client.evaluations().cancelEvaluation(cancel));
    out.result(now, EvaluationText.details(now));
    return 0;
  }
}
