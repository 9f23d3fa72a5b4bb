package zoodip.provenance.detection;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import zoodip.images.RgbImage;
import zoodip.images.decoding.BadPhotoException;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.c2pa.BadManifestException;
import zoodip.provenance.c2pa.ManifestReport;
import zoodip.provenance.c2pa.ManifestVerifier;
import zoodip.provenance.watermark.WatermarkDetector;
import zoodip.provenance.xmp.XmpPacket;

/**
 * Reads every layer of an image's file. Metadata are read from PNG files, the only ones that are
 * written here; watermarks from PNG, JPEG and WebP files.
 */
public final class ProvenanceReader {
  /** 128 MiB and 200 megapixels: more than is generated. */
  public static final PhotoLimits LIMITS = new PhotoLimits(128L << 20, 200_000_000, 1);

  private final ManifestVerifier verifier;
  private final WatermarkDetector detector = new WatermarkDetector();

  /**
   * @param authorities whose signers are trusted; none: trust is not asked for
   */
  public ProvenanceReader(Clock clock, List<X509Certificate> authorities) {
    verifier = new ManifestVerifier(clock, authorities);
  }

  /**
   * The report on a file.
   *
   * @throws BadPhotoException if it is no image, or one that is too large
   */
  public ProvenanceReport read(byte[] file) {
    RgbImage image = Photos.decode(file, LIMITS).image();
    boolean png = PngChunkFile.isPng(file);
    Map<String, String> text = new LinkedHashMap<>(png ? Png.text(file) : Map.of());
    Optional<String> xmp = Optional.ofNullable(text.remove(XmpPacket.PNG_KEYWORD));
    Optional<ManifestReport> manifest = Optional.empty();
    Optional<String> unreadable = Optional.empty();
    try {
      manifest = png ? verifier.verify(file) : Optional.empty();
    } catch (BadManifestException e) {
      unreadable = Optional.of(e.getMessage());
    }
    return new ProvenanceReport(
        text,
        xmp.flatMap(XmpPacket::digitalSourceType),
        manifest,
        unreadable,
        detector.find(image));
  }
}
