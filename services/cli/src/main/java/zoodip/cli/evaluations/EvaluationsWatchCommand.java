package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.jobs.JobFollower;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;

/** Follows an evaluation. */
@Command(
    name = "watch",
    description = {
      "Shows an evaluation until it ends.",
      "Ends with 0 if it succeeds, and with 1 if it fails or is cancelled."
    },
    footer = {"%nExample:", "  zoodip evaluations watch 4c1f9b2d7e6a40d8b3f5"})
final class EvaluationsWatchCommand extends ClientCommand {
  @Parameters(paramLabel = "EVALUATION", description = "Its id.")
  private String evaluation;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    Evaluation ended = new JobFollower(client, out).evaluation(names.evaluation(evaluation));
    out.text(EvaluationText.details(ended));
    return 0;
  }
}
