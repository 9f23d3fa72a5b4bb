package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.TrainingJob;

/** Cancels a training job. */
@Command(
    name = "cancel",
    description = "Asks for the end of a training job; one that has ended stays as it is.",
    footer = {"%nExample:", "  zoodip jobs cancel 4c1f9b2d7e6a40d8b3f5 --reason 'wrong photos'"})
final class JobsCancelCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "Its id.")
  private String job;

  @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String reason;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    CancelTrainingJobRequest cancel =
        CancelTrainingJobRequest.newBuilder()
            .setName(names.trainingJob(job))
            .setReason(reason)
            .build();
    TrainingJob now = client.call(() -> client.trainingJobs().cancelTrainingJob(cancel));
    out.result(now, JobText.details(now));
    return 0;
  }
}
