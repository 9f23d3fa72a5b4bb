package zoodip.provenance.c2pa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.fixtures.Certificates;

/**
 * The reference implementation takes our manifests for what they are, and we take its. Runs where a
 * Python has c2pa-python 0.38 (-Dc2pa.python=FILE, else python3).
 */
class C2paPythonTest {
  private static final String GENERATED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  private static final String PYTHON = System.getProperty("c2pa.python", "python3");
  private static final byte[] PNG =
      Png.encode(RgbImage.filled(64, 48, 0x336699), Map.of("prompt", "a dog"));

  @TempDir Path folder;

  private final Certificates.Issued authority = Certificates.authority();

  @BeforeAll
  static void pythonHasIt() throws Exception {
    boolean found = false;
    try {
      found = run(List.of(PYTHON, "-c", "import c2pa")).exitCode() == 0;
    } catch (IOException e) {
      // no such Python: said below
    }
    if (!found) {
      System.out.printf(
          "Skipped: %s has no c2pa-python; pip install c2pa-python==0.38.1, and -Dc2pa.python=FILE says where%n",
          PYTHON);
    }
    assumeTrue(found, "c2pa-python is not here");
  }

  @Test
  void whatIsSignedHereIsValidThere() throws Exception {
    JsonNode report = read(write("signed.png", signed()), List.of());
    assertEquals("Valid", report.path("state").asText());
    assertEquals(
        List.of("signingCredential.untrusted"),
        new ObjectMapper().convertValue(report.path("failures"), List.class));
    assertEquals(GENERATED, report.path("sources").path(0).asText());
    assertEquals("Zoodip", report.path("generator").asText());
  }

  @Test
  void whatIsSignedHereIsTrustedThereWhereItsAuthorityIs() throws Exception {
    Path root = Certificates.pem(folder.resolve("root.pem"), List.of(authority.certificate()));
    JsonNode report = read(write("signed.png", signed()), List.of(root.toString()));
    assertEquals("Trusted", report.path("state").asText());
    assertEquals(0, report.path("failures").size());
  }

  @Test
  void anotherFileWithTheSameManifestIsInvalidThere() throws Exception {
    byte[] other = Png.encode(RgbImage.filled(64, 48, 0x336698), Map.of("prompt", "a dog"));
    byte[] store = PngChunkFile.find(signed(), "caBX").get(0).bytes();
    byte[] mixed = PngChunkFile.insertAfterHeader(other, "caBX", store);
    JsonNode report = read(write("mixed.png", mixed), List.of());
    assertEquals("Invalid", report.path("state").asText());
    assertTrue(report.path("failures").toString().contains("assertion.dataHash.mismatch"));
  }

  @Test
  void whatIsSignedThereHoldsHere() throws Exception {
    var files = authority.signer(Duration.ofDays(30)).write(folder, authority.certificate());
    Path source = write("plain.png", PNG);
    Path target = folder.resolve("signed.png");
    ScriptRun output =
        script(
            "sign_manifest.py",
            List.of(
                source.toString(),
                target.toString(),
                files.key().toString(),
                files.chain().toString()));
    assertEquals(0, output.exitCode(), output.text());
    ManifestReport report =
        new ManifestVerifier(Clock.systemUTC(), List.of(authority.certificate()))
            .verify(Files.readAllBytes(target))
            .orElseThrow();
    assertTrue(report.holds(), report::toString);
    assertEquals(List.of(GENERATED), report.digitalSourceTypes());
  }

  private byte[] signed() {
    var signer = authority.signer(Duration.ofDays(30));
    SigningIdentity identity =
        new SigningIdentity(signer.keys().getPrivate(), List.of(signer.certificate()));
    return new ManifestSigner(() -> identity, "Zoodip", "0.1", Clock.systemUTC())
        .sign(PNG, GENERATED);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private JsonNode read(Path file, List<String> authorities) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(authorities);
    ScriptRun output = script("read_manifest.py", arguments);
    assertEquals(0, output.exitCode(), output.text());
    return new ObjectMapper().readTree(output.text());
  }

  private ScriptRun script(String name, List<String> arguments) throws Exception {
    Path file = folder.resolve(name);
    try (InputStream content =
        Certificates.class.getResourceAsStream("/zoodip/provenance/" + name)) {
      Files.write(file, content.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(PYTHON, file.toString()));
    command.addAll(arguments);
    return run(command);
  }

  private record ScriptRun(int exitCode, String text) {}

  private static ScriptRun run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    return new ScriptRun(process.waitFor(), text);
  }
}
