package zoodip.cli.experiment.report;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;

/** The files of a report. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * By their names: cells.csv, class-words.csv, summary.csv, REPORT.md and the plots that it shows.
   */
  public static Map<String, ByteString> of(ExperimentResults results) {
    List<VariantSummary> summaries = VariantSummary.of(results);
    Map<String, RgbImage> plots = ReportPlots.of(results.plan().name(), summaries);
    Map<String, ByteString> files = new LinkedHashMap<>();
    files.put("cells.csv", ByteString.copyFromUtf8(ExperimentTables.cells(results)));
    files.put("class-words.csv", ByteString.copyFromUtf8(ClassWordTable.of(results)));
    files.put("summary.csv", ByteString.copyFromUtf8(ExperimentTables.summary(summaries)));
    plots.forEach((name, plot) -> files.put(name, ByteString.copyFrom(Png.encode(plot, Map.of()))));
    files.put(
        "REPORT.md", ByteString.copyFromUtf8(ReportText.of(results, summaries, plots.keySet())));
    return files;
  }
}
