package zoodip.cli.evaluations;

import com.google.common.collect.Iterators;
import com.google.protobuf.ByteString;
import java.util.Iterator;
import zoodip.cli.jobs.Download;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.GetEvaluationFileRequest;

/** Where the files of evaluations come from: report, contact sheet and images. */
final class EvaluationDownloads {
  private EvaluationDownloads() {}

  static Download download(Client client, Output out, String evaluation) {
    return new Download(client, out, file -> chunks(client, evaluation, file));
  }

  private static Iterator<ByteString> chunks(Client client, String evaluation, String file) {
    GetEvaluationFileRequest get =
        GetEvaluationFileRequest.newBuilder().setName(evaluation).setFile(file).build();
    return Iterators.transform(
        client.evaluations().getEvaluationFile(get), EvaluationFileChunk::getContent);
  }
}
