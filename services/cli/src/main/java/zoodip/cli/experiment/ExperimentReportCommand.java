package zoodip.cli.experiment;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.PlanFile;
import zoodip.cli.experiment.plan.PlanPhotos;
import zoodip.cli.experiment.report.ExperimentResults;
import zoodip.cli.experiment.report.ReportFiles;
import zoodip.cli.files.OutputFile;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** Writes down what a plan's trainings came to. */
@Command(
    name = "report",
    description = {
      "Compares what a plan's trainings came to, also while some are missing:",
      "  cells.csv    each training: its settings, rows of the UNet, seconds, scores, probes",
      "  summary.csv  each variant: means with 95 percent intervals, differences to the baseline",
      "  REPORT.md    the same in words, with plots",
      "",
      "Ends with 1 if nothing is done yet."
    },
    footer = {"%nExample:", "  zoodip experiment report headline.yaml --out headline/"})
final class ExperimentReportCommand extends ClientCommand {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private Path file;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Where to put the report.")
  private Path folder;

  @Spec private CommandSpec command;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    ExperimentPlan plan = PlanFile.read(file);
    try (OutputFolder home = OutputFolder.ready(folder)) {
      String model = DefaultModel.of(client, names, plan.model());
      String program = command.root().commandLine().getCommandSpec().version()[0];
      ExperimentResults results =
          new ResultsReader(client, program).read(plan, model, subjects(plan));
      if (results.cells().isEmpty()) {
        out.text("nothing is done yet: zoodip experiment run %s".formatted(file));
        return ExitCodes.NO;
      }
      Map<String, ByteString> files = ReportFiles.of(results);
      files.forEach((name, content) -> OutputFile.write(folder.resolve(name), content));
      out.text("wrote %d files to %s".formatted(files.size(), folder));
      if (!results.missing().isEmpty()) {
        out.hint("%d trainings are missing", results.missing().size());
      }
      return 0;
    }
  }

  private static List<ExperimentSubject> subjects(ExperimentPlan plan) {
    try (PlanPhotos photos = PlanPhotos.of(plan.subjects())) {
      return photos.sets().stream().map(ExperimentSubject::of).toList();
    }
  }
}
