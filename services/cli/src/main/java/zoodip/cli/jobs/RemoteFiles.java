package zoodip.cli.jobs;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Function;
import zoodip.cli.files.OutputFile;
import zoodip.client.Client;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.TrainingJobFileChunk;

/**
 * The files that a job has left on a server.
 *
 * @param open the chunks of a file, from its beginning
 */
public record RemoteFiles(Client client, Function<String, Iterator<ByteString>> open) {
  /** Of a training: losses, previews, the embedding. */
  public static RemoteFiles ofTraining(Client client, String name) {
    var request = GetTrainingJobFileRequest.newBuilder().setName(name);
    return new RemoteFiles(
        client,
        file ->
            Iterators.transform(
                client.trainingJobs().getTrainingJobFile(request.setFile(file).build()),
                TrainingJobFileChunk::getContent));
  }

  /** Of an evaluation: report, contact sheet and images. */
  static RemoteFiles ofEvaluation(Client client, String name) {
    var request = GetEvaluationFileRequest.newBuilder().setName(name);
    return new RemoteFiles(
        client,
        file ->
            Iterators.transform(
                client.evaluations().getEvaluationFile(request.setFile(file).build()),
                EvaluationFileChunk::getContent));
  }

  /** The content of a small file. */
  public ByteString read(String file) {
    return client.call(
        () -> {
          ByteString content = ByteString.EMPTY;
          Iterator<ByteString> chunks = open.apply(file);
          while (chunks.hasNext()) {
            content = content.concat(chunks.next());
          }
          return content;
        });
  }

  /** Writes a file chunk by chunk. */
  void write(String file, Path target) {
    client.call(
        () -> {
          OutputFile.write(target, open.apply(file));
          return target;
        });
  }
}
