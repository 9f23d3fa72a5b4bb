package zoodip.cli.experiment.report;

import java.util.List;
import java.util.stream.Collectors;

/** A text in Markdown that grows paragraph by paragraph. */
final class MarkdownText {
  private final StringBuilder text = new StringBuilder();

  /** A heading or a paragraph. */
  void line(String paragraph) {
    text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
  }

  void list(List<String> items) {
    line(items.stream().map(item -> "- " + item).collect(Collectors.joining("\n")));
  }

  void table(List<String> headings, List<List<String>> rows) {
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

  @Override
  public String toString() {
    return text.toString();
  }
}
