package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import zoodip.diffusion.DiffusionModel;

/** Measures how long a model takes to load, and how much memory. */
@Command(
    name = "load",
    description = "Measures how long a model takes to load, and how much memory it needs for it.",
    footer = {"%nExample:", "  zoodip benchmark load --model models/sd15 --precision int4"})
final class LoadCommand extends MeasurementCommand {
  @Mixin private BenchmarkModelOptions choice;

  @Override
  void measure(BenchmarkReport report) {
    report.put("model", choice.describe());
    long before = Machine.residentMib();
    Machine.forgetPeak();
    long start = System.nanoTime();
    try (DiffusionModel model = choice.open()) {
      report.put("seconds", SummaryStatistics.rounded((System.nanoTime() - start) / 1e9));
      Map<String, Object> memory = new LinkedHashMap<>();
      memory.put("before", before);
      memory.put("loaded", Machine.residentMib());
      memory.put("peak", Machine.peakMib());
      report.put("rss_mib", memory);
      report.put("parameters", BenchmarkModelOptions.parameters(model));
    }
  }
}
