package zoodip.cli.evaluations;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.Names;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;

/** Lists or fetches what an evaluation wrote. */
@Command(
    name = "files",
    description = "Lists an evaluation's files; with --out, fetches them.",
    footer = {"%nExample:", "  zoodip evaluations files 4c1f9b2d7e6a40d8b3f5 --out scores/"})
final class EvaluationsFilesCommand extends ClientCommand {
  @Parameters(paramLabel = "EVALUATION", description = "Its id.")
  private String evaluation;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where to put them (default: they are listed only).")
  private Path folder;

  @Override
  protected int run(Client client, Names names, Output out) {
    Evaluation found = EvaluationsShowCommand.get(client, names.evaluation(evaluation));
    Evaluation files =
        Evaluation.newBuilder().setName(found.getName()).addAllFiles(found.getFilesList()).build();
    out.result(files, String.join(System.lineSeparator(), found.getFilesList()));
    if (folder != null) {
      new EvaluationFiles(client, out).fetch(found, folder);
    }
    return 0;
  }
}
