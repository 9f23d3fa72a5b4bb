package zoodip.cli.experiment.report;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zoodip.cli.terminal.ValueText;
import zoodip.v1.TrainingSettings;

/** The tables for programs: cells.csv and summary.csv. */
final class ExperimentTables {
  /** A plan's methods and a training's setting "method" are two things. */
  static final String SETTING = "setting_";

  static final String CLASS_WORD = "class_word_";

  /** All of a training's settings, as {@code --set} takes them. */
  static final String SETTINGS = "settings";

  /** Where a row was read. */
  static final String SOURCE = "source";

  private static final String DIFFERENCE = "_difference";

  private ExperimentTables() {}

  /** A line for each training. */
  static String cells(ExperimentResults results) {
    List<String> settings = varying(results.cells());
    CsvTable table = new CsvTable(cellColumns(settings));
    for (CellResult cell : results.cells()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("subject", cell.subject());
      row.put("method", cell.variant().method());
      row.put("variant", cell.variant().name());
      settings.forEach(name -> row.put(SETTING + name, setting(cell, name)));
      row.put("seed", String.valueOf(cell.seed()));
      row.put("steps", String.valueOf(cell.steps()));
      row.put("unet_rows", String.valueOf(cell.rows()));
      row.put("seconds", number("%.1f", cell.seconds()));
      row.putAll(ScoreKind.columns(cell.scores()));
      if (results.classWords().containsKey(cell.subject())) {
        ScoreKind.columns(results.classWords().get(cell.subject()).scores())
            .forEach((column, score) -> row.put(CLASS_WORD + column, score));
      }
      cell.probes().ifPresent(probes -> row.putAll(probes.columns()));
      row.put(SETTINGS, ValueText.fields(cell.settings()));
      row.putAll(cell.conditions().columns());
      row.put(SOURCE, cell.source());
      table.row(row);
    }
    return table.toString();
  }

  /** A line for each variant. */
  static String summary(List<VariantSummary> summaries) {
    List<String> columns =
        new ArrayList<>(
            List.of("method", "variant", SETTINGS, "trainings", "subjects", "unet_rows"));
    columns.add("seconds");
    for (String suffix : List.of("", DIFFERENCE)) {
      for (ScoreKind kind : ScoreKind.values()) {
        String column = kind.column() + suffix;
        columns.addAll(List.of(column, column + "_low", column + "_high"));
      }
    }
    CsvTable table = new CsvTable(columns);
    summaries.forEach(summary -> table.row(row(summary)));
    return table.toString();
  }

  /** Names of the settings in which trainings differ, but for the steps. */
  static List<String> varying(List<CellResult> cells) {
    return TrainingSettings.getDescriptor().getFields().stream()
        .map(FieldDescriptor::getName)
        .filter(name -> !name.equals("steps"))
        .filter(name -> isVarying(cells, name))
        .toList();
  }

  private static boolean isVarying(List<CellResult> cells, String name) {
    Set<String> values = new HashSet<>();
    cells.forEach(cell -> values.add(setting(cell, name)));
    return values.size() > 1;
  }

  /** As {@code --set} takes it; empty if the method has no such setting. */
  static String setting(CellResult cell, String name) {
    return ValueText.field(cell.settings(), name);
  }

  private static List<String> cellColumns(List<String> settings) {
    List<String> columns = new ArrayList<>(List.of("subject", "method", "variant"));
    settings.forEach(name -> columns.add(SETTING + name));
    columns.addAll(List.of("seed", "steps", "unet_rows", "seconds"));
    for (String prefix : List.of("", CLASS_WORD)) {
      for (ScoreKind kind : ScoreKind.values()) {
        columns.add(prefix + kind.column());
      }
    }
    columns.addAll(ProbeFigures.COLUMNS);
    columns.add(SETTINGS);
    columns.addAll(Conditions.COLUMNS);
    columns.add(SOURCE);
    return columns;
  }

  private static Map<String, String> row(VariantSummary summary) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("method", summary.variant().method());
    row.put("variant", summary.variant().name());
    row.put(SETTINGS, ValueText.fields(summary.cells().get(0).settings()));
    row.put("trainings", String.valueOf(summary.cells().size()));
    row.put("subjects", String.valueOf(summary.subjects()));
    row.put("unet_rows", number("%.0f", summary.rows()));
    row.put("seconds", number("%.1f", summary.seconds()));
    summary.scores().forEach((kind, interval) -> interval(row, kind.column(), interval));
    summary
        .differences()
        .forEach((kind, interval) -> interval(row, kind.column() + DIFFERENCE, interval));
    return row;
  }

  private static void interval(
      Map<String, String> row, String column, ConfidenceInterval interval) {
    row.put(column, number("%.6f", interval.mean()));
    row.put(column + "_low", number("%.6f", interval.low()));
    row.put(column + "_high", number("%.6f", interval.high()));
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }
}
