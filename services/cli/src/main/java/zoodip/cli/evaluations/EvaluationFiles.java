package zoodip.cli.evaluations;

import com.google.common.collect.Iterators;
import java.nio.file.Path;
import zoodip.cli.OutputFile;
import zoodip.cli.UsageException;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.GetEvaluationFileRequest;

/** Fetches what an evaluation wrote: report, contact sheet and pictures. */
final class EvaluationFiles {
  private final Client client;
  private final Output out;

  EvaluationFiles(Client client, Output out) {
    this.client = client;
    this.out = out;
  }

  /** Puts all files of an evaluation into a folder. */
  void fetch(Evaluation evaluation, Path folder) {
    for (String file : evaluation.getFilesList()) {
      fetch(evaluation.getName(), file, inside(folder, file));
    }
    out.text("wrote %d files to %s".formatted(evaluation.getFilesCount(), folder));
  }

  /** A server cannot have anything written elsewhere. */
  private static Path inside(Path folder, String file) {
    Path target = folder.resolve(file).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new UsageException("The server names a file outside of %s: %s".formatted(folder, file));
    }
    return target;
  }

  private void fetch(String evaluation, String file, Path target) {
    GetEvaluationFileRequest get =
        GetEvaluationFileRequest.newBuilder().setName(evaluation).setFile(file).build();
    client.call(
        () -> {
          var chunks = client.evaluations().getEvaluationFile(get);
          OutputFile.write(target, Iterators.transform(chunks, EvaluationFileChunk::getContent));
          return target;
        });
  }
}
