package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zoodip.cli.terminal.ValueText;

/** REPORT.md: what people read of an experiment. */
final class ReportText {
  private final ExperimentResults results;
  private final List<VariantSummary> summaries;
  private final MarkdownText text = new MarkdownText();

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
    plots.forEach(plot -> report.text.line("![%s](%s)".formatted(plot.replace(".png", ""), plot)));
    report.classWords();
    report.settings();
    report.missing();
    report.sources();
    report.environment();
    return report.text.toString();
  }

  private void heading() {
    text.line("# " + results.plan().name());
    if (!results.plan().description().isEmpty()) {
      text.line(results.plan().description());
    }
    text.line(
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
    text.line("## Scores");
    List<ScoreKind> kinds = measured();
    List<String> headings = new ArrayList<>(List.of("variant", "trainings", "steps", "rows", "s"));
    kinds.forEach(kind -> headings.add(kind.label()));
    List<List<String>> rows = new ArrayList<>();
    for (VariantSummary summary : summaries) {
      List<String> row = new ArrayList<>();
      row.add(summary.variant().name());
      row.add(String.valueOf(summary.cells().size()));
      row.add(String.valueOf(summary.cells().get(0).settings().getSteps()));
      row.add(number("%.0f", summary.rows()));
      row.add(number("%.1f", summary.seconds()));
      kinds.forEach(kind -> row.add(text("%.3f", summary.scores().get(kind))));
      rows.add(row);
    }
    text.table(headings, rows);
    text.line(
        "Rows are those of the UNet: steps times losses a step. Seconds (s) go from a training's start to its end, with what else was in its batches.");
  }

  private void differences() {
    if (results.plan().baseline().isEmpty()) {
      return;
    }
    text.line("## Differences to " + results.plan().baseline().get());
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
    text.table(headings, rows);
    text.line("Of the same subject and seed. In bold: the interval leaves 0 out.");
  }

  private void classWords() {
    if (results.classWords().isEmpty()) {
      return;
    }
    text.line("## Class words");
    text.line("What the model draws for the subjects' class words alone.");
    text.table(
        List.of("subject", "CLIP-I", "CLIP-T", "DINO"),
        results.classWords().values().stream()
            .map(
                word ->
                    List.of(
                        word.subject(),
                        number("%.3f", word.scores().getClipI()),
                        number("%.3f", word.scores().getClipT()),
                        number("%.3f", word.scores().getDino())))
            .toList());
  }

  private void settings() {
    text.line("## Settings");
    text.table(
        List.of("variant", "settings"),
        summaries.stream()
            .map(
                summary ->
                    List.of(
                        summary.variant().name(),
                        ValueText.fields(summary.cells().get(0).settings())))
            .toList());
  }

  private void missing() {
    if (!results.missing().isEmpty()) {
      text.line("## Missing");
      text.list(
          results.missing().entrySet().stream()
              .map(each -> "%s: %s".formatted(each.getKey().text(), each.getValue()))
              .toList());
    }
  }

  private void sources() {
    text.line("## Sources");
    Map<String, Long> trainings = new LinkedHashMap<>();
    Map<String, Long> words = new LinkedHashMap<>();
    results.cells().forEach(cell -> trainings.merge(cell.source(), 1L, Long::sum));
    results.classWords().values().forEach(word -> words.merge(word.source(), 1L, Long::sum));
    Set<String> sources = new LinkedHashSet<>(trainings.keySet());
    sources.addAll(words.keySet());
    text.table(
        List.of("source", "trainings", "class words"),
        sources.stream()
            .map(
                source ->
                    List.of(
                        source,
                        String.valueOf(trainings.getOrDefault(source, 0L)),
                        String.valueOf(words.getOrDefault(source, 0L))))
            .toList());
    text.line(
        "Which came from where is in cells.csv and class-words.csv. Machine and versions are told by the report that a file belongs to.");
    if (!results.remarks().isEmpty()) {
      text.list(results.remarks());
    }
  }

  private void environment() {
    text.line("## Machine and versions");
    text.table(
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
