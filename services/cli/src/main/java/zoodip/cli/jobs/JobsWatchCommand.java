package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.TrainingJob;

/** Follows a training job. */
@Command(
    name = "watch",
    description = {
      "Shows a training job until it ends; goes on by itself when the connection is lost.",
      "Ends with 0 if the job succeeds, and with 1 if it fails or is cancelled."
    },
    footer = {"%nExample:", "  zoodip jobs watch 4c1f9b2d7e6a40d8b3f5"})
final class JobsWatchCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "Its id.")
  private String job;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    TrainingJob ended = new JobFollower(client, out).training(names.trainingJob(job));
    out.text(JobText.details(ended));
    return 0;
  }
}
