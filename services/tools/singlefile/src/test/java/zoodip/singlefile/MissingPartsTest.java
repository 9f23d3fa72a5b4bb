package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.ElementType;

/** Checkpoints in one file that lack what a model needs. */
class MissingPartsTest {
  private static final String UNET = "model.diffusion_model.";
  private static final String FIRST = "conditioner.embedders.0.";
  private static final String SECOND = "conditioner.embedders.1.";

  @TempDir private Path temporary;

  private EditedFile family(String name) {
    return EditedFile.ofFamily(name, temporary);
  }

  private void convert(EditedFile edited) throws IOException {
    edited.convert(temporary, Optional.empty(), false);
  }

  private String problem(EditedFile edited) {
    return oneLine(assertThrows(ConfigException.class, () -> convert(edited)));
  }

  private static String oneLine(RuntimeException refusal) {
    assertEquals(1, refusal.getMessage().lines().count(), refusal::getMessage);
    return refusal.getMessage();
  }

  private static Optional<String> averaged(String key, String network) {
    return Optional.of(
        key.startsWith(network)
            ? "model_ema." + key.substring(key.indexOf('.') + 1).replace(".", "")
            : key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "XL"})
  void averagesAloneAreNamedWithWhatToTake(String family) {
    EditedFile edited = family(family).without("model_ema.");
    String problem = problem(edited.rename(key -> averaged(key, UNET)));
    assertTrue(problem.contains("has only EMA weights"), problem);
    assertTrue(problem.contains("model_ema.diffusion_model"), problem);
    assertTrue(problem.contains("take the pruned or the non-EMA file"), problem);
  }

  @Test
  void averagesOfAGivenAutoencoderAreNamedToo() {
    EditedFile edited = family("1").without("model_ema.").without(UNET);
    Path vae =
        edited
            .rename(key -> averaged(key, "first_stage_model."))
            .write(temporary.resolve("vae.safetensors"));
    String problem =
        oneLine(
            assertThrows(
                ConfigException.class,
                () -> family("1").convert(temporary, Optional.of(vae), false)));
    assertTrue(problem.contains("has only EMA weights"), problem);
  }

  private enum Missing {
    FIRST("first text encoder (CLIP ViT-L, at conditioner.embedders.0)", "has it"),
    SECOND("second text encoder (OpenCLIP ViT-bigG, at conditioner.embedders.1)", "has it"),
    BOTH("and its second", "has both");

    private final String name;
    private final String advice;

    Missing(String name, String advice) {
      this.name = name;
      this.advice = advice;
    }
  }

  /** What takes encoders out may leave their buffers. */
  @ParameterizedTest
  @EnumSource
  void aMissingEncoderOfXlIsNamed(Missing missing) {
    EditedFile edited = family("XL");
    if (missing != Missing.SECOND) {
      edited.without(FIRST).mark(FIRST + "transformer.text_model.embeddings.position_ids");
    }
    if (missing != Missing.FIRST) {
      edited.without(SECOND).mark(SECOND + "model.logit_scale");
    }
    String problem = problem(edited);
    assertTrue(problem.contains("Stable Diffusion XL without its "), problem);
    assertTrue(problem.contains(missing.name), problem);
    assertTrue(problem.contains("take a file of the same model that " + missing.advice), problem);
    assertFalse(problem.contains("refiner"), problem);
  }

  @Test
  void theRefinerIsNamedWithWhatToTake() {
    EditedFile edited = family("XL").without(FIRST);
    String problem = problem(edited.rename(key -> Optional.of(key.replace(SECOND, FIRST))));
    assertTrue(problem.contains("is the refiner of Stable Diffusion XL"), problem);
    assertTrue(problem.contains("OpenCLIP, at conditioner.embedders.0"), problem);
    assertTrue(problem.contains("import the base model"), problem);
  }

  /** As transformers names its encoder, which only its width tells from the first of XL. */
  @Test
  void theRefinerIsKnownByItsWidthToo() {
    String tokens = FIRST + "transformer.text_model.embeddings.token_embedding.weight";
    EditedFile edited = family("XL").without(SECOND);
    String problem = problem(edited.add(tokens, ElementType.F32, new byte[4 * 1280], 1, 1280));
    assertTrue(problem.contains("is the refiner of Stable Diffusion XL"), problem);
  }

  @Test
  void buffersOfAnEncoderAreNone() {
    EditedFile edited = family("1").without("cond_stage_model.");
    String problem =
        problem(edited.mark("cond_stage_model.transformer.text_model.embeddings.position_ids"));
    assertTrue(problem.contains("a UNet without a text encoder"), problem);
  }
}
