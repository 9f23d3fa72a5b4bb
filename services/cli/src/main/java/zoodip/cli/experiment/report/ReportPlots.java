package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import zoodip.images.RgbImage;
import zoodip.images.figures.BarChart;
import zoodip.images.figures.LinePlot;

/** The report's plots. */
final class ReportPlots {
  private static final List<ScoreKind> KINDS =
      List.of(ScoreKind.CLIP_I, ScoreKind.CLIP_T, ScoreKind.DINO);
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final double ROWS_ALIKE = 1.1;

  private ReportPlots() {}

  /** By the names of their files. */
  static Map<String, RgbImage> of(String title, List<VariantSummary> summaries) {
    Map<String, RgbImage> plots = new LinkedHashMap<>();
    if (summaries.isEmpty()) {
      return plots;
    }
    plots.put("scores.png", scores(title, summaries));
    Map<String, List<VariantSummary>> methods =
        summaries.stream()
            .collect(
                Collectors.groupingBy(
                    summary -> summary.variant().method(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    KINDS.forEach(kind -> addAgainstRows(plots, methods, kind));
    methods.forEach((method, variants) -> addSweep(plots, method, variants));
    return plots;
  }

  private static RgbImage scores(String title, List<VariantSummary> summaries) {
    List<BarChart.Group> groups =
        summaries.stream()
            .map(
                summary ->
                    new BarChart.Group(
                        summary.variant().name(),
                        KINDS.stream().map(kind -> mean(summary, kind)).toList()))
            .toList();
    return new BarChart(title, KINDS.stream().map(ScoreKind::label).toList(), groups).draw(WIDTH);
  }

  /** A line for each method whose variants take different numbers of rows. */
  private static void addAgainstRows(
      Map<String, RgbImage> plots, Map<String, List<VariantSummary>> methods, ScoreKind kind) {
    List<LinePlot.Line> lines = new ArrayList<>();
    methods.forEach(
        (method, variants) -> {
          if (differInRows(variants) && lines.size() < LinePlot.COLORS.size()) {
            lines.add(line(method, variants, VariantSummary::rows, kind, lines.size()));
          }
        });
    if (!lines.isEmpty()) {
      plots.put(
          "rows-%s.png".formatted(kind.column()),
          new LinePlot(kind.label() + " by rows of the UNet", "rows", kind.label(), lines)
              .draw(WIDTH, HEIGHT));
    }
  }

  /** Where one setting is swept, and its values are numbers: a line for each score. */
  private static void addSweep(
      Map<String, RgbImage> plots, String method, List<VariantSummary> variants) {
    List<String> swept = List.copyOf(variants.get(0).variant().swept().keySet());
    if (swept.size() != 1 || !variants.stream().allMatch(each -> isNumber(each, swept.get(0)))) {
      return;
    }
    String setting = swept.get(0);
    ToDoubleFunction<VariantSummary> value =
        summary -> Double.parseDouble(summary.variant().swept().get(setting));
    if (isSpread(variants, value)) {
      List<LinePlot.Line> lines = new ArrayList<>();
      KINDS.forEach(kind -> lines.add(line(kind.label(), variants, value, kind, lines.size())));
      plots.put(
          "sweep-%s.png".formatted(method.replace(' ', '-')),
          new LinePlot(method + ": scores by " + setting, setting, "score", lines)
              .draw(WIDTH, HEIGHT));
    }
  }

  private static LinePlot.Line line(
      String label,
      List<VariantSummary> variants,
      ToDoubleFunction<VariantSummary> x,
      ScoreKind kind,
      int color) {
    List<VariantSummary> ascending =
        variants.stream().sorted(Comparator.comparingDouble(x)).toList();
    return new LinePlot.Line(
        label,
        ascending.stream().mapToDouble(x).toArray(),
        ascending.stream().mapToDouble(summary -> mean(summary, kind)).toArray(),
        LinePlot.COLORS.get(color),
        LinePlot.Weight.STRONG);
  }

  /** By more than what is left over where all have about as many. */
  private static boolean differInRows(List<VariantSummary> variants) {
    DoubleSummaryStatistics rows =
        variants.stream().mapToDouble(VariantSummary::rows).summaryStatistics();
    return rows.getMax() > ROWS_ALIKE * rows.getMin();
  }

  private static boolean isSpread(
      List<VariantSummary> variants, ToDoubleFunction<VariantSummary> x) {
    return variants.stream().mapToDouble(x).distinct().count() > 1;
  }

  private static boolean isNumber(VariantSummary summary, String setting) {
    try {
      return Double.isFinite(Double.parseDouble(summary.variant().swept().get(setting)));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double mean(VariantSummary summary, ScoreKind kind) {
    return summary.scores().get(kind).mean();
  }
}
