package zoodip.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of metrics in docs/TELEMETRY.md. */
final class DocumentedMetrics {
  private static final Path DOCUMENT = Path.of(System.getProperty("root"), "docs/TELEMETRY.md");
  private static final String BEGIN = "<!-- metrics -->";
  private static final String END = "<!-- end of metrics -->";
  private static final String TRACES = "<!-- traces -->\n```\n";
  private static final String END_OF_TRACES = "```\n<!-- end of traces -->";

  private static final Set<String> ELSEWHERE =
      Set.of("a GPU", "a pod's name", "a signing key", "a TLS certificate");

  private DocumentedMetrics() {}

  /**
   * A row.
   *
   * @param kind gauge, counter, summary or histogram
   * @param waitsFor empty if it is there from the start
   */
  record Row(String kind, Set<String> labels, Set<String> services, String waitsFor) {
    /** Whether machines of these tests do not have what it waits for. */
    boolean isElsewhere() {
      return ELSEWHERE.contains(waitsFor);
    }
  }

  /** All rows, by the metric's name. */
  static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : part(BEGIN, END).split("\n")) {
      if (line.startsWith("| `")) {
        List<String> cells =
            Arrays.stream(line.split(Pattern.quote("|"), -1)).map(String::trim).toList();
        rows.put(
            cells.get(1).replace("`", ""),
            new Row(cells.get(2), list(cells.get(4)), list(cells.get(6)), cells.get(7)));
      }
    }
    return rows;
  }

  /** The names of the spans in the document's traces. */
  static Set<String> spans() throws IOException {
    return part(TRACES, END_OF_TRACES)
        .lines()
        .filter(line -> line.contains(" ms "))
        .map(line -> line.replaceAll("^.*? ms .*? ms +\\w+ +", "").replaceAll(" +<- .*$", ""))
        .map(line -> line.replaceAll(" [A-Z_]+$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String part(String begin, String end) throws IOException {
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new AssertionError(DOCUMENT + " has no " + begin.strip());
    }
    return text.substring(from + begin.length(), to);
  }

  private static Set<String> list(String cell) {
    return Arrays.stream(cell.split(","))
        .map(String::trim)
        .filter(item -> !item.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
