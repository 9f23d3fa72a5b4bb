package zoodip.inference.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.inference.concepts.LearnedConcept;
import zoodip.inference.v1.DrawRow;
import zoodip.v1.GenerationSettings;
import zoodip.v1.Model;

class ImageMetadataTest {
  private static final Model MODEL =
      Model.newBuilder().setName("models/toys").setDigest("0123456789abcdef").build();
  private static final GenerationSettings SETTINGS =
      GenerationSettings.newBuilder()
          .setScheduler("euler_ancestral")
          .setSteps(20)
          .setGuidanceScale(7.5)
          .setWidth(64)
          .setHeight(96)
          .build();
  private static final LearnedConcept DOG =
      new LearnedConcept(
          "tenants/t/concepts/my-dog",
          new TokenEmbedding("<my-dog>", List.<float[][]>of(new float[1][4])),
          "fedcba9876543210");

  private static Map<String, String> text(String prompt, String negative, LearnedConcept... used) {
    DrawRow row =
        DrawRow.newBuilder().setPrompt(prompt).setNegativePrompt(negative).setSeed(-7).build();
    return ImageMetadata.of(row, MODEL, SETTINGS, List.of(used), true);
  }

  @Test
  void parametersHaveTheFormThatOtherProgramsRead() {
    assertEquals(
        """
        a <my-dog> dog in the snow
        Negative prompt: blurry
        Steps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: -7, Size: 64x96, Model hash: 0123456789, \
        Model: toys, TI hashes: "my-dog: fedcba9876", Version: Zoodip""",
        text("a <my-dog> dog in the snow", "blurry", DOG).get("parameters"));
  }

  @Test
  void parametersLeaveOutWhatIsNotThere() {
    assertEquals(
        """
        a dog
        Steps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: -7, Size: 64x96, Model hash: 0123456789, \
        Model: toys, Version: Zoodip""",
        text("a dog", "").get("parameters"));
  }

  /** How the widely used reader (AUTOMATIC1111's) takes a text of parameters apart. */
  @Test
  void otherProgramsFindEveryField() {
    String[] lines =
        text("a <my-dog>,\na dog: it", "Steps: 3, blurry", DOG).get("parameters").split("\n");
    Matcher field =
        Pattern.compile("\\s*(\\w[\\w \\-/]+):\\s*(\"(?:\\\\.|[^\\\\\"])+\"|[^,]*)(?:,|$)")
            .matcher(lines[lines.length - 1]);
    Map<String, String> found = new LinkedHashMap<>();
    while (field.find()) {
      found.put(field.group(1), field.group(2));
    }

    assertEquals("Negative prompt: Steps: 3, blurry", lines[lines.length - 2]);
    assertEquals(
        List.of(
            "Steps",
            "Sampler",
            "CFG scale",
            "Seed",
            "Size",
            "Model hash",
            "Model",
            "TI hashes",
            "Version"),
        List.copyOf(found.keySet()));
    assertEquals("Euler a", found.get("Sampler"));
    assertEquals("64x96", found.get("Size"));
    assertEquals("\"my-dog: fedcba9876\"", found.get("TI hashes"));
  }

  @Test
  void everythingStandsUnderANameOfItsOwnToo() {
    Map<String, String> text = text("a <my-dog> dog", "blurry", DOG);
    assertEquals("a <my-dog> dog", text.get("prompt"));
    assertEquals("blurry", text.get("negative_prompt"));
    assertEquals("-7", text.get("seed"));
    assertEquals("models/toys", text.get("model"));
    assertEquals("0123456789abcdef", text.get("model_digest"));
    assertEquals(
        "<my-dog> tenants/t/concepts/my-dog sha256:fedcba9876543210", text.get("concepts"));
    assertEquals(
        "{\"scheduler\":\"euler_ancestral\",\"steps\":20,\"guidanceScale\":7.5,\"width\":64,\"height\":96}",
        text.get("settings"));
  }

  @Test
  void promptsCanBeLeftOut() {
    DrawRow row =
        DrawRow.newBuilder().setPrompt("a <my-dog> dog").setNegativePrompt("blurry").build();
    Map<String, String> text = ImageMetadata.of(row, MODEL, SETTINGS, List.of(DOG), false);
    assertFalse(text.containsKey("prompt") || text.containsKey("negative_prompt"));
    assertFalse(text.values().stream().anyMatch(value -> value.contains("a <my-dog> dog")));
    assertFalse(text.values().stream().anyMatch(value -> value.contains("blurry")));
    assertEquals("Steps: 20, ", text.get("parameters").substring(0, 11));
  }

  @Test
  void survivesThePngFileWhateverThePromptIs() {
    Map<String, String> text = text("ein Hündchen 🐶,\nnul \0 here", "日本語");
    byte[] file = Png.encode(RgbImage.filled(2, 2, 0), text);
    assertEquals(text, Png.text(file));
    assertFalse(text.get("prompt").contains("\0"));
  }
}
