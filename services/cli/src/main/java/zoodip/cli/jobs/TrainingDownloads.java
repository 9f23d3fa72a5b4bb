package zoodip.cli.jobs;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.util.Iterator;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.TrainingJobFileChunk;

/** Where the files of trainings come from: losses, previews, the embedding. */
public final class TrainingDownloads {
  private TrainingDownloads() {}

  /** Fetches the files of a training. */
  public static Download download(Client client, Output out, String job) {
    return new Download(client, out, file -> chunks(client, job, file));
  }

  private static Iterator<ByteString> chunks(Client client, String job, String file) {
    GetTrainingJobFileRequest get =
        GetTrainingJobFileRequest.newBuilder().setName(job).setFile(file).build();
    return Iterators.transform(
        client.trainingJobs().getTrainingJobFile(get), TrainingJobFileChunk::getContent);
  }
}
