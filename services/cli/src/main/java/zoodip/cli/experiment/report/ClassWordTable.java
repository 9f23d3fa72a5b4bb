package zoodip.cli.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** class-words.csv: a line for each subject. */
final class ClassWordTable {
  /** What an older table has, too. */
  static final List<String> REQUIRED = List.of("subject", "clip_i", "clip_t", "dino");

  private ClassWordTable() {}

  static String of(ExperimentResults results) {
    List<String> columns = new ArrayList<>(List.of("subject"));
    for (ScoreKind kind : ScoreKind.values()) {
      columns.add(kind.column());
    }
    columns.addAll(Conditions.COLUMNS);
    columns.add(ExperimentTables.SOURCE);
    CsvTable table = new CsvTable(columns);
    results.classWords().values().forEach(word -> table.row(row(word)));
    return table.toString();
  }

  /** One that was read. */
  static ClassWordResult read(CsvRow row) {
    return new ClassWordResult(
        row.text("subject"), ScoreKind.read(row, ""), Conditions.read(row), row.file());
  }

  private static Map<String, String> row(ClassWordResult word) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("subject", word.subject());
    row.putAll(ScoreKind.columns(word.scores()));
    row.putAll(word.conditions().columns());
    row.put(ExperimentTables.SOURCE, word.source());
    return row;
  }
}
