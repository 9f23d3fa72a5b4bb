package zoodip.cli.fleet;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import zoodip.cli.command.HelpOption;
import zoodip.cli.errors.UsageException;
import zoodip.cli.files.OutputFile;
import zoodip.fleet.report.FleetPlots;
import zoodip.fleet.report.JobRows;
import zoodip.fleet.report.RunFigures;
import zoodip.fleet.report.RunGroup;
import zoodip.fleet.settings.FleetSettings;
import zoodip.fleet.simulation.FleetResult;
import zoodip.fleet.simulation.FleetSimulation;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;

/** Simulates fleets of spot GPUs. */
@Command(
    name = "simulate",
    description = {
      "Simulates a fleet of spot GPUs in virtual time: jobs arrive, slots take them from the shards of"
          + " a work queue, GPUs are preempted, and jobs go on elsewhere. Every event goes through"
          + " the fold of the gateways, and slots follow their own rules; Kafka's share groups and"
          + " what takes time are a model, whose constants are options. The same seed gives the same"
          + " figures.",
      "",
      "Recoveries, times to preemption and seeds can be lists: each with each is simulated. Shown are"
          + " averages over the seeds, with the least and the most."
    },
    footer = {
      "%nExamples:",
      "  zoodip fleet simulate --mttp 2 --recovery journal,checkpoint,none --seed 1,2,3",
      "  zoodip fleet simulate --slots-per-gpu 2 --shards 4 --steps-per-second 12 --json fleet.json",
      "  zoodip fleet simulate --gpus 8 --jobs 100 --mttp 0 --csv jobs.csv --plots plots/"
    })
final class FleetSimulateCommand implements Callable<Integer> {
  @Mixin private FleetPlan plan;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all figures of every run to a file, as JSON.")
  private Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write a line for each job of every run to a file.")
  private Path csv;

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Also draw plots into a folder, the course of the first run among them.")
  private Path plots;

  @Mixin private HelpOption help;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<FleetSettings> all = settings();
    all.get(0)
        .needs()
        .problem(all.get(0).limits().settings())
        .ifPresent(problem -> say("A service would refuse to start: a broker has " + problem));
    List<RunFigures> figures = new ArrayList<>();
    List<ByteString> rows = new ArrayList<>(List.of(ByteString.copyFromUtf8(JobRows.heading())));
    for (FleetSettings settings : all) {
      FleetResult result = simulate(settings);
      if (csv != null) {
        rows.add(ByteString.copyFromUtf8(JobRows.of(result)));
      }
      if (plots != null && figures.isEmpty()) {
        draw(FleetPlots.course(result));
      }
      figures.add(RunFigures.of(result));
      say("%d of %d", figures.size(), all.size());
    }
    report(figures);
    if (csv != null) {
      OutputFile.write(csv, rows.iterator());
    }
    return 0;
  }

  private List<FleetSettings> settings() {
    try {
      return plan.settings();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static FleetResult simulate(FleetSettings settings) {
    try {
      return FleetSimulation.run(settings);
    } catch (IllegalStateException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private void report(List<RunFigures> figures) {
    FleetReport report = new FleetReport(figures);
    spec.commandLine().getOut().println(report.text());
    spec.commandLine().getOut().flush();
    if (json != null) {
      OutputFile.write(json, ByteString.copyFromUtf8(report.json(typed())));
    }
    if (plots != null) {
      draw(FleetPlots.compared(RunGroup.of(figures)));
    }
  }

  private void draw(Map<String, RgbImage> drawn) {
    drawn.forEach(
        (name, plot) ->
            OutputFile.write(plots.resolve(name), ByteString.copyFrom(Png.encode(plot, Map.of()))));
  }

  private String typed() {
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    return spec.root().name() + " " + String.join(" ", words);
  }

  private void say(String form, Object... values) {
    spec.commandLine().getErr().printf(form + "%n", values);
    spec.commandLine().getErr().flush();
  }
}
