package zoodip.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.RgbImage;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.provenance.c2pa.SigningIdentityException;
import zoodip.provenance.detection.ProvenanceReader;
import zoodip.provenance.detection.ProvenanceReport;
import zoodip.provenance.fixtures.Certificates;
import zoodip.provenance.fixtures.MovableClock;
import zoodip.provenance.fixtures.Pictures;

class ImageMarkingTest {
  private static final RgbImage IMAGE = Pictures.of(5, 320, 256);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir Path folder;

  private ImageMarking marking(Map<String, String> settings) {
    return marking(settings, Clock.systemUTC());
  }

  private ImageMarking marking(Map<String, String> settings, Clock clock) {
    ProvenanceConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(ProvenanceConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(ProvenanceConfig.class);
    return new ImageMarking(config, "1.0", meters, clock);
  }

  private Map<String, String> signed(Certificates.PemPair files) {
    return Map.of(
        "provenance.signing-key", files.key().toString(),
        "provenance.certificates", files.chain().toString(),
        "provenance.watermark-payload", "77");
  }

  private static ProvenanceReport read(byte[] file) {
    return new ProvenanceReader(Clock.systemUTC(), List.of()).read(file);
  }

  @Test
  void everyLayerIsFoundAgain() throws Exception {
    var files = Certificates.authority().signer(Duration.ofDays(30)).write(folder);
    ImageMarking marking = marking(signed(files));
    byte[] file = marking.generated(marking.watermarked(IMAGE), Map.of("seed", "4"));
    ProvenanceReport report = read(file);
    assertTrue(report.digitalSourceType().orElseThrow().endsWith("/trainedAlgorithmicMedia"));
    assertTrue(report.manifest().orElseThrow().holds(), report::toString);
    assertEquals(OptionalLong.of(77), report.watermark().payload());
    assertEquals(Map.of("seed", "4"), report.text());
    assertTrue(report.isGenerated());
    double left = meters.get("zoodip.provenance.certificate.left").gauge().value();
    assertTrue(left > 29 * 86_400 && left < 30 * 86_400, left + " s");
  }

  @Test
  void whetherFilesCanBeSignedIsKnownBeforeThereAreImages() throws Exception {
    var files = Certificates.authority().signer(Duration.ofDays(30)).write(folder);
    MovableClock clock = new MovableClock(Instant.now());
    ImageMarking marking = marking(signed(files), clock);
    marking.requireSigner();
    clock.pass(Duration.ofDays(31));
    assertThrows(SigningIdentityException.class, marking::requireSigner);
  }

  @Test
  void withoutAKeyThereIsNoManifest() {
    ImageMarking marking = marking(Map.of());
    marking.requireSigner();
    ProvenanceReport report = read(marking.composed(IMAGE, Map.of()));
    assertTrue(report.manifest().isEmpty());
    assertTrue(
        report.digitalSourceType().orElseThrow().endsWith("/compositeWithTrainedAlgorithmicMedia"));
    assertFalse(report.watermark().isPresent());
    assertTrue(report.isGenerated());
  }

  @Test
  void pixelsStayWhereNoWatermarkIsWanted() {
    ImageMarking marking = marking(Map.of("provenance.watermark", "false"));
    assertSame(IMAGE, marking.watermarked(IMAGE));
    byte[] file = marking.generated(IMAGE, Map.of());
    assertEquals(IMAGE, Photos.decode(file, ProvenanceReader.LIMITS).image());
  }

  @Test
  void nothingIsFoundInAnotherFile() {
    ProvenanceReport report = read(Png.encode(IMAGE, Map.of("prompt", "a dog")));
    assertFalse(report.isGenerated());
    assertEquals(Map.of("prompt", "a dog"), report.text());
  }

  @Test
  void refusesSettingsThatCannotMark() throws Exception {
    var files = Certificates.selfSigned().write(folder);
    assertRefused("is signed by itself", signed(files));
    assertRefused("go together", Map.of("provenance.signing-key", files.key().toString()));
    assertRefused("is 0 to 4294967295", Map.of("provenance.watermark-payload", "4294967296"));
  }

  private void assertRefused(String why, Map<String, String> settings) {
    ConfigurationException refusal =
        assertThrows(ConfigurationException.class, () -> marking(settings));
    assertTrue(refusal.getMessage().startsWith("Images cannot be marked: "));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
