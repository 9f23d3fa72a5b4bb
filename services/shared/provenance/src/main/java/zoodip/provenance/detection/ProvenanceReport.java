package zoodip.provenance.detection;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import zoodip.provenance.c2pa.ManifestReport;
import zoodip.provenance.watermark.WatermarkFinding;

/**
 * What a file tells of how its image was made, layer by layer.
 *
 * @param text keyword to text of a PNG file, the XMP packet left out
 * @param digitalSourceType what its XMP packet says, a term of IPTC's vocabulary
 * @param manifest the report on its C2PA manifest
 * @param unreadableManifest why there is a manifest but no report
 * @param watermark what looking for a watermark found, or that there is none
 */
public record ProvenanceReport(
    Map<String, String> text,
    Optional<String> digitalSourceType,
    Optional<ManifestReport> manifest,
    Optional<String> unreadableManifest,
    WatermarkFinding watermark) {

  public ProvenanceReport {
    text = Map.copyOf(text);
  }

  /** Whether a layer says that a model made the image or parts of it, and holds. */
  public boolean isGenerated() {
    return digitalSourceType.filter(ProvenanceReport::isOfModel).isPresent()
        || manifest
            .filter(ManifestReport::holds)
            .filter(
                sound -> sound.digitalSourceTypes().stream().anyMatch(ProvenanceReport::isOfModel))
            .isPresent()
        || watermark.isPresent();
  }

  /** Whether no layer is broken: there is no manifest, or one that can be read and holds. */
  public boolean isSound() {
    return unreadableManifest.isEmpty() && manifest.map(ManifestReport::holds).orElse(true);
  }

  private static boolean isOfModel(String type) {
    return type.toLowerCase(Locale.ROOT).endsWith("trainedalgorithmicmedia");
  }
}
