package zoodip.toybox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToyboxTest {
  private static final List<String> TOYS =
      List.of(
          "ball-00", "car-03", "cat-07", "fish-04", "house-02", "mug-01", "robot-06", "tree-05");

  @TempDir Path folder;

  @Test
  void theIndexNamesEveryResource() throws Exception {
    Path resources = Path.of(Toybox.class.getResource("files.txt").toURI()).getParent();
    try (Stream<Path> files = Files.walk(resources)) {
      List<String> present =
          files
              .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
              .map(file -> resources.relativize(file).toString().replace('\\', '/'))
              .filter(file -> !file.equals("files.txt"))
              .sorted()
              .toList();
      assertEquals(present, Toybox.files());
    }
  }

  @Test
  void everythingIsExtracted() {
    Path all = Toybox.extract(folder);
    for (String file : Toybox.files()) {
      assertTrue(Files.isRegularFile(all.resolve(file)), file);
    }
  }

  @Test
  void eachModelIsExtractedInItsOwnLayout() {
    assertTrue(
        Files.exists(
            Toybox.model(folder.resolve("m")).resolve("unet/diffusion_pytorch_model.safetensors")));
    assertTrue(Files.exists(Toybox.clip(folder.resolve("c")).resolve("model.safetensors")));
    assertTrue(Files.exists(Toybox.dino(folder.resolve("d")).resolve("model.safetensors")));
  }

  @Test
  void theDescriptionsNameTheModelsAndThePreset() throws Exception {
    for (ModelDescription model : Toybox.models()) {
      JsonNode json = new ObjectMapper().readTree(model.json());
      assertEquals(model.name(), json.get("name").asText());
      assertTrue(
          Files.exists(model.extract(folder.resolve(model.name())).resolve("config.json"))
              || Files.exists(folder.resolve(model.name()).resolve("model_index.json")));
    }
    JsonNode preset =
        new ObjectMapper().readTree(Toybox.models().get(0).json()).get("trainingSettings");
    assertEquals("TRAINING_METHOD_SENSITIVITY_DIRECTIONS", preset.get("method").asText());
    assertEquals(217, preset.get("steps").asInt());
    assertEquals(300, preset.get("timestepLow").asInt());
    assertEquals(800, preset.get("timestepHigh").asInt());
  }

  @Test
  void itHasEightToysOfFiveCaptionedPhotos() {
    assertEquals(TOYS, Toybox.subjectNames());
    for (String toy : TOYS) {
      PhotoSet photos = Toybox.subject(toy, folder.resolve(toy));
      assertEquals(toy, photos.name());
      assertEquals(toy.substring(0, toy.indexOf('-')), photos.classWord());
      assertEquals(5, photos.photos().size());
      photos.photos().forEach(photo -> assertTrue(photo.caption().contains("{}"), toy));
    }
    assertThrows(BadSubjectException.class, () -> Toybox.subject("dragon-99", folder));
  }

  @Test
  void itHas25PromptsWithPlaceholderAndClassWord() {
    assertEquals(25, Toybox.prompts().size());
    Toybox.prompts()
        .forEach(prompt -> assertTrue(prompt.contains("{0}") && prompt.contains("{1}"), prompt));
  }
}
