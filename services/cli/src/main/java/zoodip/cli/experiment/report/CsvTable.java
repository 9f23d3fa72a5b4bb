package zoodip.cli.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of named values as comma-separated text (RFC 4180, lines end with a line feed). */
final class CsvTable {
  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();

  private final List<String> columns;
  private final List<Map<String, String>> rows = new ArrayList<>();

  CsvTable(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row; columns that it does not name are empty. */
  void row(Map<String, String> values) {
    rows.add(values);
  }

  @Override
  public String toString() {
    try {
      CsvSchema schema =
          CsvSchema.builder().addColumns(columns, CsvSchema.ColumnType.STRING).build();
      return CSV.writer(schema.withHeader()).writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Text can be written as text", e);
    }
  }
}
