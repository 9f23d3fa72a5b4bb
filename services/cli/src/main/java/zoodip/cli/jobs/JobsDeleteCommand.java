package zoodip.cli.jobs;

import com.google.protobuf.Empty;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.DeleteTrainingJobRequest;

/** Deletes training jobs. */
@Command(
    name = "delete",
    description = {
      "Deletes training jobs that have ended, with their journals. Their concepts stay, but can no"
          + " longer be verified."
    },
    footer = {"%nExample:", "  zoodip jobs delete 4c1f9b2d7e6a40d8b3f5"})
final class JobsDeleteCommand extends ClientCommand {
  @Parameters(paramLabel = "JOB", arity = "1..*", description = "Ids.")
  private List<String> jobs;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    for (String name : jobs.stream().map(names::trainingJob).toList()) {
      DeleteTrainingJobRequest delete = DeleteTrainingJobRequest.newBuilder().setName(name).build();
      Empty done = client.call(() -> client.trainingJobs().deleteTrainingJob(delete));
      out.change(done);
      out.text("deleted " + name);
    }
    return 0;
  }
}
