package zoodip.cli.jobs;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.TrainingJob;

/** Lists or fetches what a training has left to look at. */
@Command(
    name = "files",
    description = {
      "Lists a training job's files: losses, their curve as a picture, previews and a sheet of them,"
          + " the embedding and where it comes from; with --out, fetches them."
    },
    footer = {"%nExample:", "  zoodip jobs files 4c1f9b2d7e6a40d8b3f5 --out my-mug/"})
final class JobsFilesCommand extends FilesCommand {
  @Parameters(paramLabel = "JOB", description = "Its id.")
  private String job;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    TrainingJob found = JobsShowCommand.get(client, names.trainingJob(job));
    TrainingJob files =
        TrainingJob.newBuilder().setName(found.getName()).addAllFiles(found.getFilesList()).build();
    return show(
        out, files, found.getFilesList(), TrainingDownloads.download(client, out, found.getName()));
  }
}
