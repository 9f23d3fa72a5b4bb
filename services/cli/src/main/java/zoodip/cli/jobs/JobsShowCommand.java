package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.TrainingJob;

/** Shows a training job. */
@Command(
    name = "show",
    aliases = "get",
    description = "Shows a training job: its settings, and how far it is.",
    footer = {"%nExample:", "  zoodip jobs show 4c1f9b2d7e6a40d8b3f5"})
final class JobsShowCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", description = "Its id.")
  private String job;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    TrainingJob found = get(client, names.trainingJob(job));
    out.result(found, JobText.details(found));
    return 0;
  }

  static TrainingJob get(Client client, String name) {
    GetTrainingJobRequest get = GetTrainingJobRequest.newBuilder().setName(name).build();
    return client.call(() -> client.trainingJobs().getTrainingJob(get));
  }
}
