package zoodip.cli.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.Cli;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;
import zoodip.provenance.watermark.WatermarkEncoder;
import zoodip.provenance.xmp.DigitalSourceType;
import zoodip.provenance.xmp.XmpPacket;

class DetectCommandTest {
  @TempDir private Path folder;

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream content = DetectCommandTest.class.getResourceAsStream(name)) {
      Files.write(file, content.readAllBytes());
    }
    return file;
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void aSignedFileIsToldLayerByLayer() throws IOException {
    Cli.Run run = Cli.run("detect", "--trust", resource("authority.pem"), resource("signed.png"));
    assertEquals(0, run.code(), run::err);
    assertTrue(run.out().contains("XMP             trainedAlgorithmicMedia"), run::out);
    assertTrue(
        run.out()
            .contains(
                "C2PA            trainedAlgorithmicMedia, by Zoodip 0.1.0, signed by CN=Example image"
                    + " service,O=Example"),
        run::out);
    assertEquals(5, run.out().split("holds", -1).length - 1, run::out);
    assertTrue(run.out().contains("watermark       none found"), run::out);
    assertTrue(run.out().contains("text            prompt"), run::out);
  }

  @Test
  void aSignedFileThatWasChangedIsToldSo() throws IOException {
    byte[] file = Files.readAllBytes(resource("signed.png"));
    byte[] pixels = Png.encode(RgbImage.filled(8, 8, 0), Map.of());
    byte[] changed = file.clone();
    // the manifest stays, the picture's header tells another filter: what follows is another file
    System.arraycopy(pixels, 0, changed, 0, 33);
    Cli.Run run = Cli.run("detect", "--json", write("changed.png", changed));
    assertEquals(1, run.code(), run::err);
    JsonObject manifest =
        JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonObject("c2pa");
    assertFalse(manifest.get("holds").getAsBoolean(), run::out);
    assertFalse(manifest.getAsJsonObject("content").get("holds").getAsBoolean(), run::out);
    assertTrue(manifest.getAsJsonObject("signature").get("holds").getAsBoolean(), run::out);
  }

  @Test
  void aManifestThatCannotBeReadMakesTheAnswerNo() throws IOException {
    Map<String, String> packet =
        Map.of(XmpPacket.PNG_KEYWORD, XmpPacket.of(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA));
    byte[] png = Png.encode(RgbImage.filled(20, 20, 0x102030), packet);
    byte[] damaged = PngChunkFile.insertAfterHeader(png, "caBX", new byte[20]);
    Cli.Run run = Cli.run("detect", write("damaged.png", damaged));
    assertEquals(1, run.code(), run::err);
    assertTrue(
        run.out().contains("yes, it is marked so; but its C2PA manifest does not hold"), run::out);
  }

  @Test
  void aSignerWhomNobodyNamedStandsBehindMakesTheAnswerNo() throws IOException {
    Path stranger = resource("stranger.pem");
    Cli.Run run = Cli.run("detect", "--trust", stranger, resource("signed.png"));
    assertEquals(1, run.code(), run::err);
    assertTrue(run.out().contains("DOES NOT HOLD: no authority that is trusted"), run::out);
  }

  /** A terminal obeys no file that it is told of. */
  @Test
  void whatSteersTerminalsIsEscapedInJsonToo() throws IOException {
    Map<String, String> text = Map.of("prompt", "a\u009b31m dog \u202e");
    Path file = write("steers.png", Png.encode(RgbImage.filled(20, 20, 0x102030), text));
    Cli.Run run = Cli.run("detect", "--json", file);
    assertTrue(run.out().contains("a\\u009b31m dog \\u202e"), run::out);
    JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(text.get("prompt"), report.getAsJsonObject("text").get("prompt").getAsString());
    assertFalse(report.getAsJsonObject("watermark").has("payload"));
  }

  @Test
  void aFileThatCannotBeReadDoesNotKeepTheOthersBack() throws IOException {
    Path bad = write("1.png", "no picture".getBytes());
    Path plain = write("2.png", Png.encode(RgbImage.filled(20, 20, 0x102030), Map.of()));
    Cli.Run run = Cli.run("detect", bad, folder.resolve("nowhere.png"), plain);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("1.png") && run.err().contains("nowhere.png"), run::err);
    assertTrue(run.out().contains("2.png"), run::out);
  }

  @Test
  void aWatermarkIsFoundWithItsPayload() throws IOException {
    RgbImage marked = new WatermarkEncoder(4242).encode(RgbImage.filled(256, 256, 0x405060));
    Path file = write("marked.png", Png.encode(marked, Map.of()));
    Cli.Run run = Cli.run("detect", "--json", file);
    assertEquals(0, run.code(), run::err);
    JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
    assertTrue(report.get("generated").getAsBoolean());
    JsonObject watermark = report.getAsJsonObject("watermark");
    assertEquals(4242, watermark.get("payload").getAsLong());
    assertTrue(watermark.get("falseAlarm").getAsDouble() < 1e-6);
    assertFalse(report.has("xmpDigitalSourceType") || report.has("c2pa"));
    assertTrue(Cli.run("detect", file).out().contains("found, payload 4242; an unmarked picture"));
  }

  @Test
  void oneFileWithoutMarksAmongSeveralMakesTheAnswerNo() throws IOException {
    String packet = XmpPacket.of(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
    RgbImage image = RgbImage.filled(20, 20, 0x102030);
    Path marked = write("1.png", Png.encode(image, Map.of(XmpPacket.PNG_KEYWORD, packet)));
    Path plain = write("2.png", Png.encode(image, Map.of("parameters", "a dog\nSteps: 3")));
    Cli.Run run = Cli.run("detect", marked, plain);
    assertEquals(1, run.code(), run::err);
    assertTrue(run.out().contains("generated  yes, it is marked so"), run::out);
    assertTrue(run.out().contains("generated  not that marks tell"), run::out);
    assertTrue(run.out().contains("text       a dog | Steps: 3"), run::out);
  }

  @Test
  void whatIsNoPictureIsRefused() throws IOException {
    Cli.Run run = Cli.run("detect", write("text.png", "no picture".getBytes()));
    assertEquals(2, run.code());
    assertTrue(run.err().contains("text.png"), run::err);
    Cli.Run trust = Cli.run("detect", "--trust", write("a.pem", new byte[0]), "x.png");
    assertEquals(2, trust.code());
    assertTrue(trust.err().contains("has no certificate"), trust::err);
    assertEquals(2, Cli.run("detect", folder.resolve("nowhere.png")).code());
  }
}
