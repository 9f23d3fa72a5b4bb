package zoodip.cli.provenance;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.cli.terminal.EscapedText;
import zoodip.provenance.c2pa.ManifestReport;
import zoodip.provenance.detection.ProvenanceReport;
import zoodip.provenance.watermark.WatermarkFinding;

/** A report for programs: one line of JSON, safe for a terminal too. */
final class ReportJson {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private ReportJson() {}

  static String of(Path file, ProvenanceReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("generated", report.isGenerated());
    report.digitalSourceType().ifPresent(type -> document.put("xmpDigitalSourceType", type));
    report.manifest().ifPresent(manifest -> document.put("c2pa", manifest(manifest)));
    report.unreadableManifest().ifPresent(why -> document.put("c2paError", why));
    document.put("watermark", watermark(report.watermark()));
    document.put("text", report.text());
    return EscapedText.line(JSON.toJson(document));
  }

  private static Map<String, Object> manifest(ManifestReport manifest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("holds", manifest.holds());
    manifest.generator().ifPresent(generator -> fields.put("generator", generator));
    fields.put("digitalSourceTypes", manifest.digitalSourceTypes());
    manifest
        .signer()
        .ifPresent(
            signer -> {
              fields.put("signer", signer.name());
              fields.put("issuer", signer.issuer());
              fields.put("validUntil", signer.validUntil().toString());
            });
    fields.put("signature", check(manifest.signature()));
    fields.put("assertions", check(manifest.assertions()));
    fields.put("content", check(manifest.content()));
    fields.put("certificates", check(manifest.certificates()));
    manifest.trust().ifPresent(trust -> fields.put("trust", check(trust)));
    return fields;
  }

  private static Map<String, Object> check(ManifestReport.Check check) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("holds", check.holds());
    if (!check.holds()) {
      fields.put("why", check.why());
    }
    return fields;
  }

  private static Map<String, Object> watermark(WatermarkFinding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("found", finding.isPresent());
    fields.put("strength", finding.strength());
    fields.put("falseAlarm", finding.falseAlarm());
    if (finding.isPresent()) {
      finding.payload().ifPresent(payload -> fields.put("payload", payload));
    }
    return fields;
  }
}
