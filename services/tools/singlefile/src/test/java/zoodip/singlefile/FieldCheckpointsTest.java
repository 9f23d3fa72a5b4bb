package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;

/** Checkpoints in one file as tools and fine-tunes of the field leave them. */
class FieldCheckpointsTest {
  private static final Path GOLDENS = Path.of("../../engine/diffusion/src/test/resources/goldens");
  private static final String OPEN_CLIP = "cond_stage_model.model.";

  @TempDir private Path temporary;

  private EditedFile sd1() {
    return EditedFile.of(OriginalFile.ofStableDiffusion1(GOLDENS.resolve("sd15"), file("sd1")));
  }

  private EditedFile sd2() {
    return EditedFile.of(OriginalFile.ofStableDiffusion2(GOLDENS.resolve("sd21"), file("sd2")));
  }

  private EditedFile xl() {
    return EditedFile.of(OriginalFile.ofStableDiffusionXl(GOLDENS.resolve("sdxl"), file("xl")));
  }

  private Path file(String name) {
    return temporary.resolve(name + ".safetensors");
  }

  private Path converted(EditedFile edited, SingleFileOptions options) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "converted");
    SingleFileCheckpoint.convert(edited.write(file("edited")), folder, options);
    return folder;
  }

  private Path converted(EditedFile edited) throws IOException {
    return converted(edited, options(Optional.empty(), Optional.empty(), false));
  }

  private static SingleFileOptions options(
      Optional<PredictionType> prediction, Optional<Path> vae, boolean ignoreExtra) {
    Path vocabulary = GOLDENS.resolve("sd15/tokenizer");
    return new SingleFileOptions(prediction, Optional.of(vocabulary), vae, ignoreExtra);
  }

  private String problem(EditedFile edited) {
    return assertThrows(ConfigException.class, () -> converted(edited)).getMessage();
  }

  private static ModelInfo info(Path folder) {
    try (DiffusionModel model = DiffusionModel.open(folder, ModelOptions.of(Precision.FP32))) {
      return model.info();
    }
  }

  private EditedFile family(String name) {
    return switch (name) {
      case "1" -> sd1();
      case "2" -> sd2();
      default -> xl();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "XL"})
  void theMarkOfVelocityCounts(String family) throws IOException {
    ModelInfo info = info(converted(family(family).mark("v_pred")));
    assertEquals(PredictionType.V_PREDICTION, info.prediction());
    assertFalse(info.parts().zeroTerminalSignal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "XL"})
  void theMarkOfZeroTerminalSignalCounts(String family) throws IOException {
    ModelInfo info = info(converted(family(family).mark("v_pred").mark("ztsnr")));
    assertEquals(PredictionType.V_PREDICTION, info.prediction());
    assertTrue(info.parts().zeroTerminalSignal());
    assertEquals(Optional.empty(), info.parts().replacedBecause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"edm_vpred.sigma_max", "edm_mean"})
  void marksOfOtherTrainingsAreRefusedByName(String mark) {
    String problem = problem(xl().mark(mark));
    assertTrue(problem.contains(mark) && problem.contains("EDM"), problem);
  }

  @ParameterizedTest
  @CsvSource({
    "XL, modelspec.prediction_type, v, V_PREDICTION",
    "XL, modelspec.prediction_type, v_prediction, V_PREDICTION",
    "1, modelspec.prediction_type, V, V_PREDICTION",
    "2, modelspec.prediction_type, epsilon, EPSILON",
    "2, modelspec.architecture, stable-diffusion-v2-768-v, V_PREDICTION",
    "2, modelspec.architecture, stable-diffusion-v2-512, EPSILON",
    "XL, modelspec.architecture, stable-diffusion-xl-v1-base, EPSILON",
    "1, ss_v_parameterization, True, V_PREDICTION",
    "2, ss_base_model_version, sd_v2_v, V_PREDICTION",
    "2, ss_v2, True, EPSILON"
  })
  void metadataIsFollowed(String family, String key, String value, PredictionType expected)
      throws IOException {
    Path folder = converted(family(family).metadata(key, value));
    assertEquals(expected, info(folder).prediction());
  }

  @ParameterizedTest
  @CsvSource({
    "1, modelspec.prediction_type, epsilon",
    "1, modelspec.architecture, stable-diffusion-xl-v1-base",
    "XL, modelspec.architecture, stable-diffusion-v1",
    "2, modelspec.prediction_type, sample",
    "1, ss_v2, True",
    "XL, ss_base_model_version, sd_v1"
  })
  void aContradictionIsNamedAndAnOptionDecides(String family, String key, String value)
      throws IOException {
    EditedFile edited = family(family).mark("v_pred").metadata(key, value);
    String problem = problem(edited);
    assertTrue(problem.contains(key), problem);
    assertTrue(problem.contains("--prediction-type"), problem);
    SingleFileOptions epsilon =
        options(Optional.of(PredictionType.EPSILON), Optional.empty(), false);
    assertEquals(PredictionType.EPSILON, info(converted(edited, epsilon)).prediction());
  }

  @Test
  void twoPlacesInTheMetadataCanContradictEachOther() {
    String problem =
        problem(
            sd2()
                .metadata("modelspec.prediction_type", "epsilon")
                .metadata("modelspec.architecture", "stable-diffusion-v2-768-v"));
    assertTrue(problem.contains("epsilon by the metadata modelspec.prediction_type"), problem);
    assertTrue(problem.contains("v_prediction by the metadata modelspec.architecture"), problem);
  }

  @Test
  void zeroTerminalSignalWithoutVelocityIsAContradiction() throws IOException {
    String problem = problem(xl().mark("ztsnr"));
    assertTrue(problem.contains("ztsnr"), problem);
    SingleFileOptions epsilon =
        options(Optional.of(PredictionType.EPSILON), Optional.empty(), false);
    assertFalse(info(converted(xl().mark("ztsnr"), epsilon)).parts().zeroTerminalSignal());
  }

  private static EditedFile withoutLastLayer(EditedFile edited) {
    return edited
        .without(OPEN_CLIP + "transformer.resblocks.3.")
        .without(OPEN_CLIP + "text_projection");
  }

  @Test
  void aLastLayerThatIsGoneIsNotDroppedAgain() throws IOException {
    assertEquals(3, info(converted(sd2())).parts().encoders().get(0).layers());
    Path folder = converted(withoutLastLayer(sd2()));
    assertEquals(3, info(folder).parts().encoders().get(0).layers());
  }

  /** Under the names of Stable Diffusion 1, or where sgm puts a first encoder. */
  @ParameterizedTest
  @ValueSource(strings = {"cond_stage_model.transformer.", "conditioner.embedders.0.transformer."})
  void theTextEncoderOf2IsKnownUnderThePrefixOf1(String prefix) throws IOException {
    EditedFile edited = sd2().without("cond_stage_model.");
    try (SafetensorsFile text =
        SafetensorsFile.open(GOLDENS.resolve("sd21/text_encoder/model.safetensors"))) {
      for (String name : text.names()) {
        edited.add(
            prefix + name,
            text.entry(name).type(),
            text.bytes(name),
            text.entry(name).dimensions());
      }
    }
    Path folder = converted(edited);
    ConfigFile config = ConfigFile.read(folder.resolve("text_encoder/config.json"));
    assertEquals("gelu", config.text("hidden_act"));
    assertEquals(3, config.count("num_hidden_layers"));
    assertEquals(
        "\"!\"",
        ConfigFile.read(folder.resolve("tokenizer/tokenizer_config.json"))
            .node("pad_token")
            .toString());
    assertEquals(40, info(folder).embeddingWidths().get(0));
  }

  @Test
  void theEncodersOf1And2AreKnownUnderTheNamesOfSgm() throws IOException {
    EditedFile first =
        sd1()
            .rename(
                name -> Optional.of(name.replace("cond_stage_model.", "conditioner.embedders.0.")));
    assertEquals(32, info(converted(first)).embeddingWidths().get(0));
    EditedFile second =
        sd2()
            .rename(name -> Optional.of(name.replace(OPEN_CLIP, "conditioner.embedders.0.model.")));
    assertEquals(40, info(converted(second)).embeddingWidths().get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, cond_stage_model.transformer.text_model.embeddings.position_ids",
    "2, cond_stage_model.model.transformer.text_model.embeddings.position_ids",
    "XL, conditioner.embedders.1.model.text_model.embeddings.position_ids",
    "XL, conditioner.embedders.1.model.attn_mask",
    "1, model.betas",
    "1, model.diffusion_model.alphas_cumprod",
    "1, state.model_ema.diffusion_modelout0weight",
    "1, first_stage_model.loss.discriminator.main.0.weight",
    "XL, denoiser.log_sigmas",
    "2, cond_stage_model.model.visual.proj",
    "1, cond_stage_model.transformer.vision_model.embeddings.class_embedding"
  })
  void leftoversAreIgnoredWhereverTheyStandAndWhateverTheyHold(String family, String key)
      throws IOException {
    for (ElementType type :
        List.of(ElementType.I64, ElementType.BOOL, ElementType.F64, ElementType.F8_E8M0)) {
      byte[] bytes = new byte[8 * type.bytes()];
      Path folder = converted(family(family).add(key, type, bytes, 8));
      assertTrue(Files.exists(folder.resolve("model_index.json")), key);
    }
  }

  @Test
  void extraTensorsAreNamedAndLeftAwayOnDemand() throws IOException {
    EditedFile edited = sd1();
    for (int i = 0; i < 8; i++) {
      edited.add("some.harmless.extra" + i, ElementType.F32, new byte[4], 1);
    }
    String problem = problem(edited);
    assertTrue(problem.contains("some.harmless.extra0"), problem);
    assertTrue(problem.contains("and 3 more"), problem);
    assertTrue(problem.contains("--ignore-extra-tensors"), problem);
    Path folder = converted(edited, options(Optional.empty(), Optional.empty(), true));
    assertEquals(32, info(folder).embeddingWidths().get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.diffusion_model.scaled_fp8",
        "model.diffusion_model.out.2.scale_weight",
        "model.diffusion_model.out.2.weight.absmax"
      })
  void weightsWithScalesApartAreRefusedEvenOnDemand(String key) {
    EditedFile edited = sd1().add(key, ElementType.F32, new byte[4], 1);
    SingleFileOptions ignoring = options(Optional.empty(), Optional.empty(), true);
    String problem =
        assertThrows(ConfigException.class, () -> converted(edited, ignoring)).getMessage();
    assertTrue(problem.contains("scales"), problem);
  }

  /** Given to libtorch as they are, they ended the process. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "XL"})
  void brainFloatsGenerateWhatTheSameNumbersInSinglesDo(String family) throws IOException {
    Path brain = converted(family(family).upperHalves(ElementType.BF16));
    Path singles = converted(family(family).upperHalves(ElementType.F32));
    assertArrayEquals(generated(singles), generated(brain));
  }

  private static byte[] generated(Path folder) {
    try (DiffusionModel model = DiffusionModel.open(folder, ModelOptions.of(Precision.FP32))) {
      return model
          .generate(
              List.of(new ImageRequest("a photo", "", 0, 64, 64)),
              GenerationOptions.of(1, 1, 1),
              List.of(),
              GenerationProgress.NONE)
          .get(0)
          .rgb();
    }
  }

  @Test
  void eightBitWeightsAreWidened() throws IOException {
    Path folder = converted(sd1().eightBits("model.diffusion_model."));
    try (SafetensorsFile original = SafetensorsFile.open(file("edited"));
        SafetensorsFile unet =
            SafetensorsFile.open(folder.resolve("unet/diffusion_pytorch_model.safetensors"))) {
      assertEquals(ElementType.F16, unet.entry("conv_in.weight").type());
      assertArrayEquals(
          original.floats("model.diffusion_model.input_blocks.0.0.weight"),
          unet.floats("conv_in.weight"));
    }
    assertEquals(PredictionType.EPSILON, info(folder).prediction());
  }

  @Test
  void aFileWithoutAVaeSaysSo() {
    String problem = problem(sd1().without("first_stage_model."));
    assertTrue(problem.contains("has no VAE"), problem);
    assertTrue(problem.contains("--vae"), problem);
  }

  /** As a folder, as a model's folder, and as files with either's names. */
  @ParameterizedTest
  @ValueSource(strings = {"folder", "model", "file of diffusers", "file", "checkpoint"})
  void aVaeCanBeGiven(String form) throws IOException {
    Path model = GOLDENS.resolve("sd15");
    Path given =
        switch (form) {
          case "folder" -> model.resolve("vae");
          case "model" -> model;
          case "file of diffusers" -> model.resolve("vae/diffusion_pytorch_model.safetensors");
          case "file" ->
              EditedFile.of(OriginalFile.ofStableDiffusion1(model, file("whole")))
                  .rename(
                      name ->
                          Optional.of(name)
                              .filter(key -> key.startsWith("first_stage_model."))
                              .map(key -> key.substring("first_stage_model.".length())))
                  .write(file("vae"));
          default -> OriginalFile.ofStableDiffusion1(model, file("whole"));
        };
    EditedFile edited = sd1().without("first_stage_model.");
    Path folder = converted(edited, options(Optional.empty(), Optional.of(given), false));
    assertEquals(32, info(folder).embeddingWidths().get(0));
    try (SafetensorsFile expected =
            SafetensorsFile.open(model.resolve("vae/diffusion_pytorch_model.safetensors"));
        SafetensorsFile actual =
            SafetensorsFile.open(folder.resolve("vae/diffusion_pytorch_model.safetensors"))) {
      assertArrayEquals(
          expected.floats("decoder.conv_out.weight"), actual.floats("decoder.conv_out.weight"));
      assertEquals(expected.names().size(), actual.names().size());
    }
  }

  @Test
  void whatIsGivenAsAVaeMustBeOneAndOfTheFamily() {
    EditedFile edited = sd1().without("first_stage_model.");
    Path text = GOLDENS.resolve("sd15/text_encoder/model.safetensors");
    SingleFileOptions wrong = options(Optional.empty(), Optional.of(text), false);
    String problem =
        assertThrows(ConfigException.class, () -> converted(edited, wrong)).getMessage();
    assertTrue(problem.contains("is no autoencoder"), problem);
    Path other = GOLDENS.resolve("sdxl/vae");
    SingleFileOptions scaled = options(Optional.empty(), Optional.of(other), false);
    String scale =
        assertThrows(ConfigException.class, () -> converted(edited, scaled)).getMessage();
    assertTrue(scale.contains("scaling_factor"), scale);
  }
}
