package zoodip.cli.jobs;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.util.Iterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.Names;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobFileChunk;

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
  protected int run(Client client, Names names, Output out) {
    TrainingJob found = JobsShowCommand.get(client, names.trainingJob(job));
    TrainingJob files =
        TrainingJob.newBuilder().setName(found.getName()).addAllFiles(found.getFilesList()).build();
    return show(
        out,
        files,
        found.getFilesList(),
        new Download(client, out, file -> chunks(client, found.getName(), file)));
  }

  private static Iterator<ByteString> chunks(Client client, String job, String file) {
    GetTrainingJobFileRequest get =
        GetTrainingJobFileRequest.newBuilder().setName(job).setFile(file).build();
    return Iterators.transform(
        client.trainingJobs().getTrainingJobFile(get), TrainingJobFileChunk::getContent);
  }
}
