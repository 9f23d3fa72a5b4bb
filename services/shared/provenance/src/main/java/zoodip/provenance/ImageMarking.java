package zoodip.provenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.provenance.c2pa.ManifestSigner;
import zoodip.provenance.c2pa.RenewedIdentity;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.provenance.watermark.WatermarkEncoder;
import zoodip.provenance.xmp.DigitalSourceType;
import zoodip.provenance.xmp.XmpPacket;

/**
 * Makes the files of generated images, each marked as such: by an XMP property, by a signed C2PA
 * manifest where there is a key, by a watermark in the pixels where that is wanted. Thread-safe.
 */
@ApplicationScoped
public class ImageMarking {
  private final Optional<RenewedIdentity> identity;
  private final Optional<ManifestSigner> signer;
  private final Optional<WatermarkEncoder> watermark;
  private final boolean prompts;

  @Inject
  public ImageMarking(
      ProvenanceConfig config,
      @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown")
          String version,
      MeterRegistry meters) {
    this(config, version, meters, Clock.systemUTC());
  }

  ImageMarking(ProvenanceConfig config, String version, MeterRegistry meters, Clock clock) {
    identity = identity(config, meters, clock);
    signer = identity.map(known -> new ManifestSigner(known, "Zoodip", version, clock));
    watermark =
        config.watermark() ? Optional.of(encoder(config.watermarkPayload())) : Optional.empty();
    prompts = config.prompts();
  }

  /** Made when the service starts: one that cannot mark images ends there. */
  void start(@Observes StartupEvent event) {}

  /** Whether files may tell the words that images were made of. */
  public boolean tellsPrompts() {
    return prompts;
  }

  /**
   * Finds out before images are generated whether their files can be made.
   *
   * @throws SigningIdentityException if the certificates have expired
   */
  public void requireSigner() {
    identity.ifPresent(RenewedIdentity::get);
  }

  /** The image with a watermark, where that is wanted and the image is large enough. */
  public RgbImage watermarked(RgbImage image) {
    return watermark.map(encoder -> encoder.encode(image)).orElse(image);
  }

  /**
   * The PNG file of an image that a model generated.
   *
   * @param image as it is to be in the file
   * @param text keyword to text, as {@link Png#encode} takes it
   * @throws SigningIdentityException if the certificates have expired
   */
  public byte[] generated(RgbImage image, Map<String, String> text) {
    return file(image, text, DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
  }

  /** Likewise, of a sheet with generated images and other things on it. */
  public byte[] composed(RgbImage sheet, Map<String, String> text) {
    return file(sheet, text, DigitalSourceType.COMPOSITE_WITH_TRAINED_ALGORITHMIC_MEDIA);
  }

  private byte[] file(RgbImage image, Map<String, String> text, DigitalSourceType type) {
    Map<String, String> all = new LinkedHashMap<>(text);
    all.put(XmpPacket.PNG_KEYWORD, XmpPacket.of(type));
    byte[] png = Png.encode(image, all);
    return signer.map(known -> known.sign(png, type.uri())).orElse(png);
  }

  private static Optional<RenewedIdentity> identity(
      ProvenanceConfig config, MeterRegistry meters, Clock clock) {
    if (config.signingKey().isEmpty() && config.certificates().isEmpty()) {
      return Optional.empty();
    }
    if (config.signingKey().isEmpty() || config.certificates().isEmpty()) {
      throw refused("provenance.signing-key and provenance.certificates go together: set both");
    }
    try {
      Path key = config.signingKey().get();
      Path certificates = config.certificates().get();
      RenewedIdentity identity =
          new RenewedIdentity(key, certificates, config.reloadInterval(), clock);
      Gauge.builder("zoodip.provenance.certificate.left", identity, left -> left.secondsLeft())
          .description("Time until images can no longer be signed")
          .baseUnit("seconds")
          .register(meters);
      return Optional.of(identity);
    } catch (SigningIdentityException e) {
      throw refused(e.getMessage());
    }
  }

  private static WatermarkEncoder encoder(long payload) {
    if (payload < 0 || payload > WatermarkEncoder.MAX_PAYLOAD) {
      throw refused(
          "provenance.watermark-payload is 0 to %d, got %d"
              .formatted(WatermarkEncoder.MAX_PAYLOAD, payload));
    }
    return new WatermarkEncoder(payload);
  }

  private static ConfigurationException refused(String why) {
    return new ConfigurationException("Images cannot be marked: " + why);
  }
}
