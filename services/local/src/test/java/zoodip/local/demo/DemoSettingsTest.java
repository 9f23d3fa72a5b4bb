package zoodip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.toybox.BadSubjectException;

class DemoSettingsTest {
  @TempDir Path folder;

  @Test
  void nothingSetMeansAToyThePresetAndOneImageAPrompt() {
    DemoSettings settings = DemoSettings.of(new Properties());
    assertEquals(
        new DemoSettings(
            Optional.empty(),
            Path.of("target/demo").toAbsolutePath(),
            Optional.empty(),
            Optional.empty(),
            1,
            Optional.empty(),
            1),
        settings);
  }

  @Test
  void blankPropertiesCountAsUnset() {
    Properties properties = new Properties();
    properties.setProperty("demo.subject", "");
    properties.setProperty("demo.steps", " ");
    assertEquals(DemoSettings.of(new Properties()), DemoSettings.of(properties));
  }

  @Test
  void aWordForANumberIsRefusedWithThePropertysName() {
    Properties properties = new Properties();
    properties.setProperty("demo.steps", "many");
    String message =
        assertThrows(IllegalArgumentException.class, () -> DemoSettings.of(properties))
            .getMessage();
    assertEquals("demo.steps is no whole number: 'many'", message);
  }

  @Test
  void preparingChecksTheSubjectAndRemovesAnOldReport() throws Exception {
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.writeString(output.resolve("report.json"), "{}");
    Properties properties = new Properties();
    properties.setProperty("demo.output", output.toString());
    DemoSettings.of(properties).prepare();
    assertTrue(Files.notExists(output.resolve("report.json")));
    properties.setProperty("demo.subject", folder.resolve("nowhere").toString());
    DemoSettings bad = DemoSettings.of(properties);
    assertThrows(BadSubjectException.class, () -> bad.prepare());
  }
}
