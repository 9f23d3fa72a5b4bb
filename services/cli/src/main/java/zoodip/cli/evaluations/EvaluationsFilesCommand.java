package zoodip.cli.evaluations;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.jobs.FilesCommand;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;

/** Lists or fetches what an evaluation wrote. */
@Command(
    name = "files",
    description = "Lists an evaluation's files; with --out, fetches them.",
    footer = {"%nExample:", "  zoodip evaluations files 4c1f9b2d7e6a40d8b3f5 --out scores/"})
final class EvaluationsFilesCommand extends FilesCommand {
  @Parameters(paramLabel = "EVALUATION", description = "Its id.")
  private String evaluation;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    Evaluation found = EvaluationsShowCommand.get(client, names.evaluation(evaluation));
    Evaluation files =
        Evaluation.newBuilder().setName(found.getName()).addAllFiles(found.getFilesList()).build();
    return show(
        out,
        files,
        found.getFilesList(),
        EvaluationDownloads.download(client, out, found.getName()));
  }
}
