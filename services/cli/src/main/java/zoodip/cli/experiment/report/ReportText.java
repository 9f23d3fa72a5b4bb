package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zoodip.cli.terminal.ValueText;

/** REPORT.md: what people read of an experiment. */
final class ReportText {
  private final ExperimentResults results;
  private final List<VariantSummary> summaries;
  private final StringBuilder text = new StringBuilder();

  private ReportText(ExperimentResults results, List<VariantSummary> summaries) {
    this.results = results;
    this.summaries = summaries;
  }

  /**
   * The report.
   *
   * @param plots names of their files, which lie beside it
   */
  static String of(
      ExperimentResults results, List<VariantSummary> summaries, Collection<String> plots) {
    ReportText report = new ReportText(results, summaries);
    report.heading();
    report.scores();
    report.differences();
    plots.forEach(plot -> report.line("![%s](%s)".formatted(plot.replace(".png", ""), plot)));
    report.classWords();
    report.settings();
    report.missing();
    report.environment();
    return report.text.toString();
  }

  private void heading() {
    line("# " + results.plan().name());
    if (!results.plan().description().isEmpty()) {
      line(results.plan().description());
    }
    line(
        "%d trainings of %d are done: %d subjects, %d variants, %d seeds. Brackets are 95 percent intervals (bootstrap, %,d resamples of subjects and of seeds within them)."
            .formatted(
                results.cells().size(),
                results.cells().size() + results.missing().size(),
                results.cells().stream().map(CellResult::subject).distinct().count(),
                results.plan().variants().size(),
                results.plan().seeds().size(),
                Bootstrap.RESAMPLES));
  }

  private void scores() {
    line("## Scores");
    List<ScoreKind> kinds = measured();
    List<String> headings = new ArrayList<>(List.of("variant", "trainings", "steps", "rows", "s"));
    kinds.forEach(kind -> headings.add(kind.label()));
    List<List<String>> rows = new ArrayList<>();
    for (VariantSummary summary : summaries) {
      List<String> row = new ArrayList<>();
      row.add(summary.variant().name());
      row.add(String.valueOf(summary.cells().size()));
      row.add(String.valueOf(summary.cells().get(0).job().getSettings().getSteps()));
      row.add(number("%.0f", summary.rows()));
      row.add(number("%.1f", summary.seconds()));
      kinds.forEach(kind -> row.add(text("%.3f", summary.scores().get(kind))));
      rows.add(row);
    }
    table(headings, rows);
    line(
        "Rows are those of the UNet: steps times losses a step. Seconds (s) go from a training's start to its end, with what else was in its batches.");
  }

  private void differences() {
    if (results.plan().baseline().isEmpty()) {
      return;
    }
    line("## Differences to " + results.plan().baseline().get());
    List<ScoreKind> kinds = measured();
    List<String> headings = new ArrayList<>(List.of("variant"));
    kinds.forEach(kind -> headings.add(kind.label()));
    List<List<String>> rows = new ArrayList<>();
    for (VariantSummary summary : summaries) {
      if (!summary.differences().isEmpty()) {
        List<String> row = new ArrayList<>(List.of(summary.variant().name()));
        kinds.forEach(kind -> row.add(difference(summary.differences().get(kind))));
        rows.add(row);
      }
    }
    table(headings, rows);
    line("Of the same subject and seed. In bold: the interval leaves 0 out.");
  }

  private void classWords() {
    if (results.classWords().isEmpty()) {
      return;
    }
    line("## Class words");
    line("What the model draws for the subjects' class words alone.");
    table(
        List.of("subject", "CLIP-I", "CLIP-T", "DINO"),
        results.classWords().entrySet().stream()
            .map(
                word ->
                    List.of(
                        word.getKey(),
                        number("%.3f", word.getValue().getClipI()),
                        number("%.3f", word.getValue().getClipT()),
                        number("%.3f", word.getValue().getDino())))
            .toList());
  }

  private void settings() {
    line("## Settings");
    table(
        List.of("variant", "settings"),
        summaries.stream()
            .map(
                summary ->
                    List.of(
                        summary.variant().name(),
                        ValueText.fields(summary.cells().get(0).job().getSettings())))
            .toList());
  }

  private void missing() {
    if (!results.missing().isEmpty()) {
      line("## Missing");
      line(results.missing().stream().map(each -> "- " + each).collect(Collectors.joining("\n")));
    }
  }

  private void environment() {
    line("## Machine and versions");
    table(
        List.of("", ""),
        results.environment().entrySet().stream()
            .map(each -> List.of(each.getKey(), each.getValue()))
            .toList());
  }

  /** The scores that some variant has. */
  private List<ScoreKind> measured() {
    return summaries.stream()
        .map(VariantSummary::scores)
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .distinct()
        .sorted()
        .toList();
  }

  private void table(List<String> headings, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    table.append(row(headings)).append('\n').append("|").append(" --- |".repeat(headings.size()));
    rows.forEach(row -> table.append('\n').append(row(row)));
    line(table.toString());
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private void line(String paragraph) {
    text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
  }

  private static String difference(ConfidenceInterval interval) {
    String difference = text("%+.3f", interval);
    return interval != null && interval.excludesZero() ? "**" + difference + "**" : difference;
  }

  private static String text(String form, ConfidenceInterval interval) {
    return interval == null
        ? ""
        : "%s [%s, %s]"
            .formatted(
                number(form, interval.mean()),
                number(form, interval.low()),
                number(form, interval.high()));
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
