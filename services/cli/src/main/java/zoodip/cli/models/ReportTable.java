package zoodip.cli.models;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import zoodip.reference.ReferenceReport;
import zoodip.reference.ReferenceReport.Row;
import zoodip.reference.ReferenceReport.Skipped;

/** Prints how a model compares with a reference. */
final class ReportTable {
  private final PrintWriter out;

  ReportTable(PrintWriter out) {
    this.out = out;
  }

  void print(ReferenceReport report) {
    int entries = width("entry", report.rows().stream().map(Row::entry).toList());
    int shapes = width("shape", report.rows().stream().map(ReportTable::shape).toList());
    String format = "%-" + entries + "s  %-" + shapes + "s  %18s  %9s  %s%n";
    out.printf(format, "entry", "shape", "largest difference", "tolerance", "ok");
    for (Row row : report.rows()) {
      String verdict = row.ok() ? "ok" : "FAILED";
      out.printf(
          format,
          row.entry(),
          shape(row),
          number(row.difference()),
          number(row.tolerance()),
          verdict);
    }
    report.skipped().forEach(this::skipped);
    summary(report);
    out.flush();
  }

  private void skipped(Skipped skipped) {
    out.printf("skipped %s: %s%n", skipped.entry(), skipped.why());
  }

  private void summary(ReferenceReport report) {
    long failed = report.rows().stream().filter(row -> !row.ok()).count();
    out.printf(
        "compared %d: %d ok, %d failed; skipped %d%n",
        report.rows().size(), report.rows().size() - failed, failed, report.skipped().size());
  }

  private static int width(String header, List<String> cells) {
    return cells.stream().mapToInt(String::length).reduce(header.length(), Math::max);
  }

  private static String shape(Row row) {
    return row.shape().isEmpty()
        ? "scalar"
        : row.shape().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
  }
}
