package zoodip.cli.provenance;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import zoodip.cli.terminal.Details;
import zoodip.provenance.c2pa.ManifestReport;
import zoodip.provenance.detection.ProvenanceReport;
import zoodip.provenance.watermark.WatermarkFinding;

/** A report for people: a line for each layer. */
final class ReportLines {
  private static final String NONE = "none";

  private ReportLines() {}

  static String of(Path file, ProvenanceReport report) {
    Details lines = new Details();
    lines.add("file", file);
    lines.add("generated", generated(report));
    lines.add("XMP", report.digitalSourceType().map(ReportLines::term).orElse(NONE));
    lines.add("C2PA", manifest(report));
    report.manifest().ifPresent(manifest -> checks(lines, manifest));
    lines.add("watermark", watermark(report.watermark()));
    lines.add("text", text(report));
    return lines.toString();
  }

  private static String generated(ProvenanceReport report) {
    String answer = report.isGenerated() ? "yes, it is marked so" : "not that marks tell";
    return report.isSound() ? answer : answer + "; but its C2PA manifest does not hold";
  }

  private static String manifest(ProvenanceReport report) {
    if (report.unreadableManifest().isPresent()) {
      return "cannot be read: " + report.unreadableManifest().get();
    }
    return report
        .manifest()
        .map(
            manifest ->
                "%s, by %s, signed by %s"
                    .formatted(
                        types(manifest),
                        manifest.generator().orElse("a program that is not named"),
                        manifest.signer().map(ManifestReport.Signer::name).orElse("nobody")))
        .orElse(NONE);
  }

  private static String types(ManifestReport manifest) {
    List<String> types = manifest.digitalSourceTypes();
    return types.isEmpty()
        ? "says no source"
        : types.stream().map(ReportLines::term).collect(Collectors.joining(", "));
  }

  private static void checks(Details lines, ManifestReport manifest) {
    lines.add("  signature", check(manifest.signature()));
    lines.add("  assertions", check(manifest.assertions()));
    lines.add("  file's hash", check(manifest.content()));
    lines.add("  certificates", check(manifest.certificates()));
    lines.add("  trust", manifest.trust().map(ReportLines::check).orElse("not asked (--trust)"));
  }

  private static String check(ManifestReport.Check check) {
    return check.holds() ? "holds" : "DOES NOT HOLD: " + check.why();
  }

  private static String watermark(WatermarkFinding finding) {
    if (!finding.isPresent()) {
      return "none found";
    }
    String payload =
        finding.payload().isPresent()
            ? "payload " + finding.payload().getAsLong()
            : "its payload cannot be read";
    return String.format(
        Locale.ROOT,
        "found, %s; an unmarked picture looks so with probability %.0e at most",
        payload,
        finding.falseAlarm());
  }

  private static String text(ProvenanceReport report) {
    if (report.text().containsKey("parameters")) {
      return report.text().get("parameters").replace("\n", " | ");
    }
    return report.text().isEmpty() ? NONE : String.join(", ", report.text().keySet());
  }

  private static String term(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
