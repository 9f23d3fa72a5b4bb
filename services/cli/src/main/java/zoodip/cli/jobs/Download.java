package zoodip.cli.jobs;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFile;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.TrainingJobFileChunk;

/**
 * Fetches the files that a job has left.
 *
 * @param open the chunks of a file, from its beginning
 */
public record Download(Client client, Output out, Function<String, Iterator<ByteString>> open) {
  /** Of a training: losses, previews, the embedding. */
  public static Download ofTraining(Client client, Output out, String name) {
    var request = GetTrainingJobFileRequest.newBuilder().setName(name);
    return new Download(
        client,
        out,
        file ->
            Iterators.transform(
                client.trainingJobs().getTrainingJobFile(request.setFile(file).build()),
                TrainingJobFileChunk::getContent));
  }

  /** Of an evaluation: report, contact sheet and images. */
  public static Download ofEvaluation(Client client, Output out, String name) {
    var request = GetEvaluationFileRequest.newBuilder().setName(name);
    return new Download(
        client,
        out,
        file ->
            Iterators.transform(
                client.evaluations().getEvaluationFile(request.setFile(file).build()),
                EvaluationFileChunk::getContent));
  }

  /** Puts the files into a folder. */
  public void fetch(List<String> files, Path folder) {
    for (String file : files) {
      Path target = inside(folder, file);
      client.call(
          () -> {
            OutputFile.write(target, open.apply(file));
            return target;
          });
    }
    out.text("wrote %d files to %s".formatted(files.size(), folder));
  }

  /** A server cannot have anything written elsewhere. */
  private static Path inside(Path folder, String file) {
    Path target = folder.resolve(file).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new UsageException("The server names a file outside of %s: %s".formatted(folder, file));
    }
    return target;
  }
}
