package zoodip.cli.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import zoodip.measurements.MatrixRates;

/** Measures what this machine can do at most. */
@Command(
    name = "limits",
    description = "Measures how fast this machine multiplies matrices, which bounds every network.",
    footer = {"%nExample:", "  zoodip benchmark limits --threads 2"})
final class LimitsCommand extends MeasurementCommand {
  @Override
  void measure(BenchmarkReport report) {
    report.put("gflops_per_second", rates(MatrixRates.measure()));
  }

  static Map<String, Object> rates(MatrixRates rates) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("fp32", SummaryStatistics.rounded(rates.fp32()));
    figures.put("bf16", SummaryStatistics.rounded(rates.bf16()));
    figures.put("int8", SummaryStatistics.rounded(rates.int8()));
    return figures;
  }
}
