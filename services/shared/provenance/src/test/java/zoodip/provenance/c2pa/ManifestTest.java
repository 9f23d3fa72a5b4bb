package zoodip.provenance.c2pa;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.fixtures.Certificates;

class ManifestTest {
  private static final String GENERATED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  private static final Certificates.Issued AUTHORITY = Certificates.authority();
  private static final Certificates.Issued SIGNER = AUTHORITY.signer(Duration.ofDays(30));
  private static final byte[] PNG =
      Png.encode(RgbImage.filled(40, 30, 0x336699), Map.of("prompt", "a dog"));

  private static byte[] signed() {
    return signed(SIGNER);
  }

  private static byte[] signed(Certificates.Issued signer) {
    SigningIdentity identity =
        new SigningIdentity(signer.keys().getPrivate(), List.of(signer.certificate()));
    return new ManifestSigner(() -> identity, "Zoodip", "0.1", Clock.systemUTC())
        .sign(PNG, GENERATED);
  }

  private static ManifestReport report(byte[] png) {
    return new ManifestVerifier(Clock.systemUTC(), List.of()).verify(png).orElseThrow();
  }

  /** The file with other bytes in its manifest store, all of one length. */
  private static byte[] replaced(byte[] png, String from, String to) {
    PngChunkFile.Located chunk = PngChunkFile.find(png, "caBX").get(0);
    String store = new String(chunk.bytes(), ISO_8859_1);
    assertTrue(store.contains(from), from);
    byte[] other = store.replace(from, to).getBytes(ISO_8859_1);
    byte[] without = new byte[png.length - (chunk.end() - chunk.start())];
    ByteBuffer.wrap(without)
        .put(png, 0, chunk.start())
        .put(png, chunk.end(), png.length - chunk.end());
    return PngChunkFile.insertAfterHeader(without, "caBX", other);
  }

  @Test
  void whatIsSignedHolds() {
    byte[] file = signed();
    ManifestReport report = report(file);
    assertTrue(report.holds(), report::toString);
    assertEquals(Optional.of("Zoodip 0.1"), report.generator());
    assertEquals(List.of(GENERATED), report.digitalSourceTypes());
    assertEquals("O=Example,CN=Example images", report.signer().orElseThrow().name());
    assertEquals(Optional.empty(), report.trust());
    assertEquals(Map.of("prompt", "a dog"), Png.text(file));
    assertFalse(
        new String(PngChunkFile.find(file, "caBX").get(0).bytes()).contains("a dog"),
        "no prompt in the manifest");
  }

  @Test
  void aFileWithoutAManifestHasNoReport() {
    assertEquals(Optional.empty(), new ManifestVerifier(Clock.systemUTC(), List.of()).verify(PNG));
  }

  @Test
  void anotherFileDoesNotHold() {
    byte[] file = PngChunkFile.insertAfterHeader(PNG, "tEXt", "more\0text".getBytes());
    byte[] mixed =
        PngChunkFile.insertAfterHeader(
            file, "caBX", PngChunkFile.find(signed(), "caBX").get(0).bytes());
    ManifestReport report = report(mixed);
    assertTrue(report.signature().holds() && report.assertions().holds());
    assertFalse(report.content().holds());
    assertFalse(report.holds());
  }

  @Test
  void anotherAssertionDoesNotHold() {
    ManifestReport report =
        report(replaced(signed(), "trainedAlgorithmicMedia", "trainedAlgorithmicMusic"));
    assertTrue(report.signature().holds());
    assertFalse(report.assertions().holds());
    assertTrue(report.assertions().why().contains("c2pa.actions.v2"), report::toString);
  }

  @Test
  void anotherClaimDoesNotHold() {
    ManifestReport report = report(replaced(signed(), "xmp:iid:", "xmp:idd:"));
    assertFalse(report.signature().holds());
    assertTrue(report.assertions().holds());
  }

  private static void assertExclusionRefused(byte[] png, long start, long length) {
    PngChunkFile.Located chunk = PngChunkFile.find(png, "caBX").get(0);
    ObjectNode assertion = JsonNodeFactory.instance.objectNode();
    assertion.putArray("exclusions").addObject().put("start", start).put("length", length);
    assertion.put("hash", HashAlgorithm.SHA256.hash(Arrays.copyOf(png, chunk.start())));
    ManifestReport.Check check = DataHash.check(png, chunk, assertion, "sha256");
    assertTrue(check.why().contains("more of the file than its manifest"), check::toString);
  }

  @Test
  void anExclusionThatIsNotTheManifestDoesNotHold() {
    byte[] png = signed();
    int start = PngChunkFile.find(png, "caBX").get(0).start();
    assertExclusionRefused(png, 8, png.length - 8);
    assertExclusionRefused(png, start, png.length - start);
    assertExclusionRefused(png, start, Long.MAX_VALUE);
    assertExclusionRefused(png, start, -1);
  }

  /** What overflows as a long, or as the int that a place in a file is. */
  @Test
  void anExclusionBeyondAllNumbersDoesNotHold() {
    byte[] png = signed();
    long huge = 1L << 62;
    assertExclusionRefused(png, huge + 33, huge + (png.length - 33));
    assertExclusionRefused(png, huge + 0x7fffffff, huge);
    assertExclusionRefused(png, Long.MAX_VALUE, Long.MAX_VALUE);
    assertExclusionRefused(png, (1L << 32) + 33, 0);
  }

  @Test
  void trustIsOneOfTheAuthoritiesNamed() {
    byte[] file = signed();
    var authority = List.of(AUTHORITY.certificate());
    assertTrue(
        new ManifestVerifier(Clock.systemUTC(), authority).verify(file).orElseThrow().holds());
    var other = List.of(Certificates.authority().certificate());
    ManifestReport report =
        new ManifestVerifier(Clock.systemUTC(), other).verify(file).orElseThrow();
    assertFalse(report.trust().orElseThrow().holds());
    assertFalse(report.holds());
  }

  @Test
  void certificatesHaveToBeForSigningImages() {
    Certificates.Issued server = AUTHORITY.signer(Duration.ofDays(30), "1.3.6.1.5.5.7.3.1");
    ManifestReport report =
        new ManifestVerifier(Clock.systemUTC(), List.of(AUTHORITY.certificate()))
            .verify(signed(server))
            .orElseThrow();
    assertTrue(report.signature().holds() && report.trust().orElseThrow().holds());
    assertTrue(report.certificates().why().contains("no purpose that C2PA knows"));
    assertFalse(report.holds());
  }

  @Test
  void nobodyIsNotTrusted() {
    var authorities = List.of(AUTHORITY.certificate());
    assertFalse(CertificateChecks.trust(List.of(), authorities, Instant.now()).holds());
  }

  @Test
  void certificatesHaveToBeValidWhenItIsRead() {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(31)), ZoneOffset.UTC);
    ManifestReport report = new ManifestVerifier(later, List.of()).verify(signed()).orElseThrow();
    assertTrue(report.signature().holds());
    assertFalse(report.certificates().holds());
  }

  /** Whatever is in the chunk, it is refused by name or told. */
  @Test
  void damagedManifestsAreRefusedByNameOrTold() {
    byte[] store = PngChunkFile.find(signed(), "caBX").get(0).bytes();
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = Arrays.copyOf(store, store.length - random.nextInt(2) * 9);
      for (int j = 0; j <= random.nextInt(4); j++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      holds(damaged);
    }
  }

  /** Every bit of what is signed, and of the signature, counts. */
  @Test
  void noBitOfClaimAssertionsAndSignatureMayChange() {
    byte[] store = PngChunkFile.find(signed(), "caBX").get(0).bytes();
    assertTrue(holds(store));
    ActiveManifest manifest = ActiveManifest.read(ByteBuffer.wrap(store));
    assertEveryFlipFails(store, manifest.claimBytes());
    assertEveryFlipFails(store, manifest.signature().signature());
    for (String label : List.of(ManifestLabels.ACTIONS, ManifestLabels.DATA_HASH)) {
      assertEveryFlipFails(store, manifest.referenced(label).orElseThrow().content());
    }
  }

  private static void assertEveryFlipFails(byte[] store, byte[] part) {
    String whole = new String(store, ISO_8859_1);
    int start = whole.indexOf(new String(part, ISO_8859_1));
    assertTrue(start > 0 && part.length > 0);
    for (int i = start; i < start + part.length; i++) {
      byte[] flipped = store.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      assertFalse(holds(flipped), "byte " + (i - start) + " of " + part.length);
    }
  }

  private static boolean holds(byte[] store) {
    try {
      return report(PngChunkFile.insertAfterHeader(PNG, "caBX", store)).holds();
    } catch (BadManifestException e) {
      assertFalse(e.getMessage().isEmpty());
      return false;
    }
  }

  private static void assertUnreadable(String why, byte[] file) {
    BadManifestException refusal = assertThrows(BadManifestException.class, () -> report(file));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @Test
  void storesThatNobodyWritesAreRefused() {
    byte[] file = signed();
    byte[] store = PngChunkFile.find(file, "caBX").get(0).bytes();
    assertUnreadable("2 manifest stores", PngChunkFile.insertAfterHeader(file, "caBX", store));
    assertUnreadable(
        "more than 1,048,576 bytes",
        PngChunkFile.insertAfterHeader(PNG, "caBX", new byte[(1 << 20) + 1]));
    byte[] deep = store;
    for (int i = 0; i < 100; i++) {
      deep = JumbfBox.Superbox.of("c2pa", "x", new JumbfBox.Content("jumb", deep)).bytes();
    }
    assertUnreadable("too deeply", PngChunkFile.insertAfterHeader(PNG, "caBX", deep));
    file[33 + 9] ^= 1;
    assertUnreadable("the checksum is wrong", file);
  }

  @Test
  void documentsOfVeryManyValuesAreRefused() {
    byte[] many = CborWriter.bytes(Collections.nCopies(100_000, 1));
    BadManifestException refusal =
        assertThrows(BadManifestException.class, () -> CborReader.read(many, "it"));
    assertTrue(refusal.getMessage().startsWith("it is no CBOR document"), refusal.getMessage());
  }
}
