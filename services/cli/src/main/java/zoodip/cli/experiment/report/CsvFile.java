package zoodip.cli.experiment.report;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import zoodip.cli.errors.UsageException;

/** Reads tables of comma-separated text whose first line names their columns (RFC 4180). */
final class CsvFile {
  private static final ObjectReader ROWS =
      CsvMapper.builder()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build()
          .readerForMapOf(String.class)
          .with(CsvSchema.emptySchema().withHeader());

  private CsvFile() {}

  /**
   * Its rows.
   *
   * @param file for errors
   * @param required columns that it must have
   * @throws UsageException if it is no such table, or has no rows
   */
  static List<CsvRow> read(String file, String text, List<String> required) {
    List<CsvRow> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> all = ROWS.readValues(text)) {
      while (all.hasNextValue()) {
        rows.add(new CsvRow(file, rows.size() + 1, all.nextValue()));
      }
    } catch (IOException e) {
      throw new UsageException(
          "%s, row %d, cannot be read: %s"
              .formatted(file, rows.size() + 1, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
    if (rows.isEmpty()) {
      throw new UsageException(file + " has no rows");
    }
    for (String column : required) {
      if (!rows.get(0).values().containsKey(column)) {
        throw new UsageException(
            "%s has no column %s: is it a table of a report?".formatted(file, column));
      }
    }
    return rows;
  }
}
