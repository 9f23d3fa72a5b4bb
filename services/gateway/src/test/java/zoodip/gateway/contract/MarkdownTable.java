package zoodip.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of the reference: each row's cells under the names of their columns. */
public final class MarkdownTable {
  private static final Path REFERENCE = Path.of("..", "..", "docs", "REFERENCE.md");

  private MarkdownTable() {}

  /**
   * The tables whose first column has this name, one behind the other.
   *
   * @throws AssertionError if there is none
   */
  public static List<Map<String, String>> of(String firstColumn) {
    List<Map<String, String>> rows = new ArrayList<>();
    List<String> columns = List.of();
    for (String line : lines()) {
      List<String> cells = cells(line);
      if (cells.isEmpty()) {
        columns = List.of();
      } else if (columns.isEmpty()) {
        columns = cells;
      } else if (columns.get(0).equals(firstColumn) && !line.startsWith("| ---")) {
        rows.add(row(columns, cells));
      }
    }
    if (rows.isEmpty()) {
      throw new AssertionError("The reference has no table of " + firstColumn);
    }
    return rows;
  }

  private static Map<String, String> row(List<String> columns, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), i < cells.size() ? cells.get(i) : "");
    }
    return row;
  }

  private static List<String> cells(String line) {
    return line.startsWith("|")
        ? Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()
        : List.of();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(REFERENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
