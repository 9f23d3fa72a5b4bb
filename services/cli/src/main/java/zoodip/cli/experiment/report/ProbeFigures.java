package zoodip.cli.experiment.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zoodip.v1.JobProgress;

/**
 * What a training's probes said.
 *
 * @param rows of the UNet that they took
 * @param firstLoss before the first step
 * @param loss after the last
 */
public record ProbeFigures(long rows, double firstLoss, double loss) {
  private static final String ROWS = "probe_rows";
  private static final String FIRST_LOSS = "first_probe_loss";
  private static final String LOSS = "probe_loss";

  /** Of tables. */
  static final List<String> COLUMNS = List.of(ROWS, FIRST_LOSS, LOSS);

  /** Of trainings without probes none. */
  public static Optional<ProbeFigures> of(JobProgress progress) {
    return progress.getProbeRows() > 0
        ? Optional.of(
            new ProbeFigures(
                progress.getProbeRows(), progress.getFirstProbeLoss(), progress.getProbeLoss()))
        : Optional.empty();
  }

  static Optional<ProbeFigures> read(CsvRow row) {
    return row.has(ROWS)
        ? Optional.of(new ProbeFigures(row.whole(ROWS), row.number(FIRST_LOSS), row.number(LOSS)))
        : Optional.empty();
  }

  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(ROWS, String.valueOf(rows));
    columns.put(FIRST_LOSS, String.format(Locale.ROOT, "%.6f", firstLoss));
    columns.put(LOSS, String.format(Locale.ROOT, "%.6f", loss));
    return columns;
  }
}
