package zoodip.cli.experiment;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zoodip.cli.connection.ClientCommand;
import zoodip.cli.connection.DefaultModel;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.ExitCodes;
import zoodip.cli.errors.UsageException;
import zoodip.cli.experiment.plan.ExperimentPlan;
import zoodip.cli.experiment.plan.PlanPhotos;
import zoodip.cli.experiment.report.CombinedResults;
import zoodip.cli.experiment.report.Conditions;
import zoodip.cli.experiment.report.EarlierResults;
import zoodip.cli.experiment.report.ExperimentResults;
import zoodip.cli.experiment.report.ReportFiles;
import zoodip.cli.experiment.report.ResultFiles;
import zoodip.cli.files.OutputFile;
import zoodip.cli.files.OutputFolder;
import zoodip.cli.files.TextFile;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;

/** Writes down what a plan's trainings came to. */
@Command(
    name = "report",
    description = {
      "Compares what a plan's trainings came to, also while some are missing:",
      "  cells.csv        each training: its settings, rows of the UNet, seconds, scores, probes",
      "  class-words.csv  scores of the subjects' class words alone",
      "  summary.csv      each variant: means with 95 percent intervals, differences to the"
          + " baseline",
      "  REPORT.md        the same in words, with plots",
      "",
      "What was measured elsewhere or earlier comes in with the first two files of the reports"
          + " there. What the server has too is taken from the server; two files that differ in a"
          + " training are refused; what the plan does not have is left out and named.",
      "",
      "Ends with 1 if nothing is done yet."
    },
    footer = {
      "%nExamples:",
      "  zoodip experiment report headline.yaml --out headline/",
      "  zoodip experiment report headline.yaml --offline --cells a/cells.csv --cells b/cells.csv"
          + " --out both/"
    })
final class ExperimentReportCommand extends ClientCommand {
  @Mixin private PlanOptions options;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      required = true,
      description = "Where to put the report.")
  private Path folder;

  @Option(
      names = "--cells",
      paramLabel = "FILE.csv",
      description = "The cells.csv of a report of the same plan; may be repeated.")
  private List<Path> cells = new ArrayList<>();

  @Option(
      names = "--class-words",
      paramLabel = "FILE.csv",
      description = "The class-words.csv of such a report; may be repeated.")
  private List<Path> classWords = new ArrayList<>();

  @Option(names = "--offline", description = "Ask no server: report what the files have.")
  private boolean offline;

  @Spec private CommandSpec command;

  @Override
  protected int run(Client client, ResourceNames names, Output out) {
    if (offline && cells.isEmpty()) {
      throw new UsageException("--offline reports what files have: name some with --cells");
    }
    ExperimentPlan plan = options.plan();
    if (offline && plan.model().isEmpty()) {
      throw new UsageException("which model were the files measured with? Say --model");
    }
    try (OutputFolder home = OutputFolder.ready(folder)) {
      ExperimentResults results = results(client, names, plan);
      if (results.cells().isEmpty()) {
        out.text("nothing is done yet: zoodip experiment run %s".formatted(options.typed()));
        return ExitCodes.NO;
      }
      Map<String, ByteString> files = ReportFiles.of(results);
      files.forEach((name, content) -> OutputFile.write(folder.resolve(name), content));
      out.text("wrote %d files to %s".formatted(files.size(), folder));
      results.remarks().forEach(remark -> out.hint("%s", remark));
      if (!results.missing().isEmpty()) {
        out.hint("%d trainings are missing", results.missing().size());
      }
      return 0;
    }
  }

  private ExperimentResults results(Client client, ResourceNames names, ExperimentPlan plan) {
    List<ExperimentSubject> subjects = subjects(plan);
    String model =
        offline ? plan.model().orElseThrow() : DefaultModel.of(client, names, plan.model());
    Map<String, Conditions> planned = new LinkedHashMap<>();
    for (ExperimentSubject each : subjects) {
      planned.put(
          each.name(), Conditions.of(ResourceNames.id(model), each.id(), plan.evaluation()));
    }
    List<EarlierResults> earlier = earlier(new ResultFiles(plan, planned));
    List<String> all = List.copyOf(planned.keySet());
    String program = command.root().commandLine().getCommandSpec().version()[0];
    ExperimentResults server =
        offline
            ? ExperimentResults.none(
                plan, all, "not in the files", ReportingMachine.environment(program))
            : new ResultsReader(client, program).read(plan, model, subjects, planned);
    return CombinedResults.of(server, all, earlier);
  }

  private List<EarlierResults> earlier(ResultFiles files) {
    List<EarlierResults> earlier = new ArrayList<>();
    cells.forEach(file -> earlier.add(files.cells(file.toString(), TextFile.read(file))));
    classWords.forEach(file -> earlier.add(files.classWords(file.toString(), TextFile.read(file))));
    return earlier;
  }

  private static List<ExperimentSubject> subjects(ExperimentPlan plan) {
    try (PlanPhotos photos = PlanPhotos.of(plan.subjects())) {
      return photos.sets().stream().map(ExperimentSubject::of).toList();
    }
  }
}
