package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.toybox.Toybox;

/** The demo, with fewer steps and images than Maven's profile gives it. */
@Timeout(300)
class DemoIT {
  @TempDir Path folder;

  @Test
  void itLeavesAReportAndAContactSheet() throws Exception {
    assertEquals(0, demo("demo", Map.of()));
    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    assertEquals(40, report.get("steps").asInt());
    assertEquals("INT8", report.at("/settings/precision").asText());
    assertTrue(report.get("it_per_second").asDouble() > 0);
    assertTrue(report.get("seconds").asDouble() > 0);
    for (String of : List.of("class_word", "concept")) {
      for (String metric : List.of("CLIP-I", "CLIP-T", "DINO")) {
        assertTrue(report.get(of).get(metric).isNumber(), of + " " + metric);
      }
      assertEquals(5, report.get("pictures").get(of).size());
      assertImage(Path.of(report.get("pictures").get(of).get(0).asText()));
    }
    assertImage(folder.resolve("out/contact-sheet.png"));
  }

  @Test
  void anotherSubjectsFolderIsLearned() throws Exception {
    Path toy = folder.resolve("My Fish");
    Toybox.subject("fish-04", toy);
    assertEquals(0, demo("demo-subject", Map.of("demo.subject", toy.toString())));
    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    assertEquals("fish", report.at("/subject/class").asText());
  }

  @Test
  void aFolderWithoutPhotosIsRefusedWithAReason() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Files.writeString(empty.resolve("subject.json"), "{\"class\": \"mug\", \"living\": false}");
    assertEquals(1, demo("demo-empty", Map.of("demo.subject", empty.toString())));
    assertLogSays("demo-empty", "has no photo");
  }

  @Test
  void aDamagedPhotoIsRefusedWithItsName() throws Exception {
    Path broken = folder.resolve("broken");
    Toybox.subject("fish-04", broken);
    Files.writeString(broken.resolve("02.jpg"), "this is no picture");
    assertEquals(1, demo("demo-broken", Map.of("demo.subject", broken.toString())));
    assertLogSays("demo-broken", "02.jpg");
    assertTrue(Files.notExists(folder.resolve("out/report.json")));
  }

  @Test
  void anUnknownArgumentIsRefused() throws Exception {
    try (App local = App.start("local", "demo-typo", Map.of(), "dmeo")) {
      assertEquals(2, local.exitCode());
    }
  }

  private int demo(String name, Map<String, String> own) throws Exception {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "demo.output", folder.resolve("out").toString(),
                "demo.steps", "40",
                "demo.images-per-prompt", "1",
                "demo.picture-steps", "3"));
    settings.putAll(own);
    try (App demo = App.start("local", name, settings, "demo")) {
      return demo.process().waitFor();
    }
  }

  private static void assertImage(Path file) throws Exception {
    assertTrue(
        Photos.decode(Files.readAllBytes(file), PhotoLimits.DEFAULT).image().width() >= 64,
        file.toString());
  }

  private static void assertLogSays(String app, String words) throws Exception {
    String log = Files.readString(Path.of(System.getProperty("logs"), app + ".log"));
    assertTrue(log.contains(words), log);
  }
}
