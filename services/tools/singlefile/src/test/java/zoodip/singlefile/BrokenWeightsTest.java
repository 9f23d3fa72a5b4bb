package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsException;

/** Checkpoints in one file with NaN and infinity in their weights, as merges in fp16 leave them. */
class BrokenWeightsTest {
  private static final String UNET = "model.diffusion_model.";
  private static final String OUT = UNET + "out.2.weight";
  private static final byte ONES = (byte) 0xff;
  private static final byte[] NAN = {ONES, ONES, ONES, ONES};
  private static final byte[] INFINITY = {0, 0, (byte) 0x80, ONES};

  @TempDir private Path temporary;

  private EditedFile family(String name) {
    return EditedFile.ofFamily(name, temporary);
  }

  private void convert(EditedFile edited) throws IOException {
    edited.convert(temporary, Optional.empty(), false);
  }

  private String broken(EditedFile edited) {
    return oneLine(assertThrows(SafetensorsException.class, () -> convert(edited)));
  }

  private static String oneLine(RuntimeException refusal) {
    assertEquals(1, refusal.getMessage().lines().count(), refusal::getMessage);
    return refusal.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "1, model.diffusion_model.out.2.weight",
    "1, cond_stage_model.transformer.text_model.final_layer_norm.bias",
    "1, first_stage_model.encoder.conv_in.bias",
    "2, cond_stage_model.model.transformer.resblocks.0.attn.in_proj_weight",
    "XL, conditioner.embedders.1.model.text_projection"
  })
  void aWeightThatIsNoNumberIsNamedAsInTheFile(String family, String key) {
    String nan = broken(family(family).ending(key, NAN));
    assertTrue(nan.contains("edited.safetensors: tensor " + key + " is broken"), nan);
    assertTrue(nan.contains("is NaN") && nan.contains("fp32"), nan);
    String infinity = broken(family(family).ending(key, INFINITY));
    assertTrue(infinity.contains(key) && infinity.contains("is -Infinity"), infinity);
  }

  @Test
  void brainFloatsAndEightBitsAreLookedAtToo() {
    EditedFile brain = family("1").upperHalves(ElementType.BF16).ending(OUT, ONES, ONES);
    assertTrue(broken(brain).contains(OUT));
    assertTrue(broken(family("1").eightBits(UNET).ending(OUT, ONES)).contains(OUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model_ema.diffusion_modelout2weight",
        "cond_stage_model.transformer.text_model.causal_mask",
        "cond_stage_model.model.attn_mask",
        "first_stage_model.loss.logvar",
        "log_one_minus_alphas_cumprod"
      })
  void whatIsLeftBehindMayHoldAnything(String key) throws IOException {
    convert(family("1").add(key, ElementType.F32, INFINITY.clone(), 1));
  }

  @Test
  void layersThatAreNotReadMayHoldAnything() throws IOException {
    convert(family("2").ending("cond_stage_model.model.transformer.resblocks.3.ln_1.weight", NAN));
  }

  @Test
  void extraTensorsThatAreLeftAwayMayHoldAnything() throws IOException {
    EditedFile edited = family("1").add("some.extra", ElementType.F32, NAN.clone(), 1);
    edited.convert(temporary, Optional.empty(), true);
  }

  @Test
  void onlyTheAutoencoderThatIsTakenIsLookedAt() throws IOException {
    String key = "first_stage_model.decoder.conv_in.weight";
    Path whole = family("1").write(temporary.resolve("good.safetensors"));
    family("1").ending(key, NAN).convert(temporary, Optional.of(whole), false);
    Optional<Path> vae =
        Optional.of(family("1").ending(key, NAN).write(temporary.resolve("vae.safetensors")));
    String problem =
        oneLine(
            assertThrows(
                SafetensorsException.class, () -> family("1").convert(temporary, vae, false)));
    assertTrue(problem.contains("vae.safetensors: tensor " + key), problem);
  }
}
