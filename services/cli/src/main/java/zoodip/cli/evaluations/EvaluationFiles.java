package zoodip.cli.evaluations;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.Iterator;
import zoodip.cli.jobs.Download;
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
    new Download(client, out, file -> chunks(evaluation.getName(), file))
        .fetch(evaluation.getFilesList(), folder);
  }

  private Iterator<ByteString> chunks(String evaluation, String file) {
    GetEvaluationFileRequest get =
        GetEvaluationFileRequest.newBuilder().setName(evaluation).setFile(file).build();
    return Iterators.transform(
        client.evaluations().getEvaluationFile(get), EvaluationFileChunk::getContent);
  }
}
