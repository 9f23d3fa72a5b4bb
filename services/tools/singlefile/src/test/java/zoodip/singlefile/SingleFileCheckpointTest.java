package zoodip.singlefile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.diffusion.scheduler.SchedulerConfig;
import zoodip.diffusion.tokenizer.ClipTokenizer;
import zoodip.diffusion.unet.UNetConfig;
import zoodip.diffusion.vae.VaeConfig;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;

class SingleFileCheckpointTest {
  private static final Path GOLDENS = Path.of("../../engine/diffusion/src/test/resources/goldens");
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";
  private static final String VAE = "vae/diffusion_pytorch_model.safetensors";
  private static final String TEXT = "text_encoder/model.safetensors";
  private static final String TEXT_2 = "text_encoder_2/model.safetensors";

  @TempDir private Path temporary;

  /** The tiny models, in both forms. */
  private enum Family {
    SD15(List.of(UNET, VAE, TEXT)),
    SD21(List.of(UNET, VAE, TEXT)),
    SDXL(List.of(UNET, VAE, TEXT, TEXT_2));

    private final List<String> networks;

    Family(List<String> networks) {
      this.networks = networks;
    }

    Path folder() {
      return GOLDENS.resolve(name().toLowerCase(Locale.ROOT));
    }

    Path original(Path temporary) {
      Path target = temporary.resolve(name() + ".safetensors");
      return switch (this) {
        case SD15 -> OriginalFile.ofStableDiffusion1(folder(), target);
        case SD21 -> OriginalFile.ofStableDiffusion2(folder(), target);
        case SDXL -> OriginalFile.ofStableDiffusionXl(folder(), target);
      };
    }
  }

  private Path converted(Family family, PredictionType... prediction) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("converted"));
    SingleFileCheckpoint.convert(
        family.original(temporary),
        folder,
        new SingleFileOptions(
            List.of(prediction).stream().findFirst(),
            Optional.of(family.folder().resolve("tokenizer"))));
    return folder;
  }

  @ParameterizedTest
  @EnumSource
  void everyTensorIsThatOfTheDiffusersFolder(Family family) throws IOException {
    Path folder = converted(family);
    for (String network : family.networks) {
      try (SafetensorsFile expected = SafetensorsFile.open(family.folder().resolve(network));
          SafetensorsFile actual = SafetensorsFile.open(folder.resolve(network))) {
        Set<String> names = new TreeSet<>();
        for (String old : expected.names()) {
          String name = OriginalNames.modern(old);
          // position_ids is a buffer that the original has, too, and nothing needs
          if (!name.endsWith("position_ids")) {
            names.add(name);
            assertEquals(expected.entry(old).shape(), actual.entry(name).shape(), name);
            assertArrayEquals(expected.bytes(old), actual.bytes(name), name);
          }
        }
        assertEquals(names, new TreeSet<>(actual.names()), network);
      }
    }
  }

  /** Names that people know from the real checkpoints, whose blocks the tiny ones share. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SD15 | model.diffusion_model.input_blocks.0.0.weight | conv_in.weight
          SD15 | model.diffusion_model.time_embed.2.bias | time_embedding.linear_2.bias
          SD15 | model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight \
            | down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight
          SD15 | model.diffusion_model.input_blocks.3.0.op.weight \
            | down_blocks.0.downsamplers.0.conv.weight
          SD15 | model.diffusion_model.input_blocks.4.0.skip_connection.weight \
            | down_blocks.1.resnets.0.conv_shortcut.weight
          SD15 | model.diffusion_model.input_blocks.8.1.proj_in.weight \
            | down_blocks.2.attentions.1.proj_in.weight
          SD15 | model.diffusion_model.input_blocks.11.0.emb_layers.1.weight \
            | down_blocks.3.resnets.1.time_emb_proj.weight
          SD15 | model.diffusion_model.middle_block.1.norm.weight | mid_block.attentions.0.norm.weight
          SD15 | model.diffusion_model.middle_block.2.out_layers.3.weight \
            | mid_block.resnets.1.conv2.weight
          SD15 | model.diffusion_model.output_blocks.2.1.conv.weight \
            | up_blocks.0.upsamplers.0.conv.weight
          SD15 | model.diffusion_model.output_blocks.5.2.conv.weight \
            | up_blocks.1.upsamplers.0.conv.weight
          SD15 | model.diffusion_model.output_blocks.11.1.transformer_blocks.0.ff.net.0.proj.weight \
            | up_blocks.3.attentions.2.transformer_blocks.0.ff.net.0.proj.weight
          SD15 | model.diffusion_model.out.2.weight | conv_out.weight
          SD15 | first_stage_model.encoder.down.1.block.0.nin_shortcut.weight \
            | encoder.down_blocks.1.resnets.0.conv_shortcut.weight
          SD15 | first_stage_model.decoder.up.3.block.2.conv1.weight \
            | decoder.up_blocks.0.resnets.2.conv1.weight
          SD15 | first_stage_model.decoder.up.1.upsample.conv.weight \
            | decoder.up_blocks.2.upsamplers.0.conv.weight
          SD15 | first_stage_model.encoder.mid.attn_1.proj_out.weight \
            | encoder.mid_block.attentions.0.to_out.0.weight
          SD15 | cond_stage_model.transformer.text_model.encoder.layers.2.mlp.fc1.weight \
            | text_model.encoder.layers.2.mlp.fc1.weight
          SD21 | cond_stage_model.model.positional_embedding \
            | text_model.embeddings.position_embedding.weight
          SD21 | cond_stage_model.model.transformer.resblocks.1.mlp.c_proj.weight \
            | text_model.encoder.layers.1.mlp.fc2.weight
          SDXL | model.diffusion_model.label_emb.0.2.weight | add_embedding.linear_2.weight
          SDXL | model.diffusion_model.input_blocks.7.1.transformer_blocks.2.attn1.to_q.weight \
            | down_blocks.2.attentions.0.transformer_blocks.2.attn1.to_q.weight
          SDXL | model.diffusion_model.output_blocks.2.2.conv.weight \
            | up_blocks.0.upsamplers.0.conv.weight
          SDXL | conditioner.embedders.0.transformer.text_model.final_layer_norm.bias \
            | text_model.final_layer_norm.bias
          SDXL | conditioner.embedders.1.model.ln_final.weight | text_model.final_layer_norm.weight
          """)
  void theWellKnownNamesAreThoseOfDiffusers(Family family, String original, String diffusers)
      throws IOException {
    Path folder = converted(family);
    try (SafetensorsFile file =
        SafetensorsFile.open(temporary.resolve(family.name() + ".safetensors"))) {
      assertTrue(
          family.networks.stream()
              .anyMatch(network -> holds(folder.resolve(network), diffusers, file.bytes(original))),
          diffusers);
    }
  }

  private static boolean holds(Path network, String name, byte[] bytes) {
    try (SafetensorsFile file = SafetensorsFile.open(network)) {
      return file.contains(name) && Arrays.equals(bytes, file.bytes(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theConfigurationsSayWhatTheShapesTell(Family family) throws IOException {
    Path folder = converted(family);
    UNetConfig expected = UNetConfig.of(config(family.folder(), "unet"));
    UNetConfig actual = UNetConfig.of(config(folder, "unet"));
    assertEquals(expected.channels(), actual.channels());
    assertEquals(expected.downCross(), actual.downCross());
    assertEquals(expected.upCross(), actual.upCross());
    assertEquals(expected.resnets(), actual.resnets());
    assertEquals(expected.blocks(), actual.blocks());
    assertEquals(expected.contextWidth(), actual.contextWidth());
    assertEquals(expected.groups(), actual.groups());
    assertEquals(expected.linearProjection(), actual.linearProjection());
    assertEquals(expected.timeWidth(), actual.timeWidth());
    assertEquals(expected.added(), actual.added());
    assertEquals(VaeConfig.of(config(family.folder(), "vae")), VaeConfig.of(config(folder, "vae")));
  }

  private static ConfigFile config(Path model, String network) {
    return ConfigFile.read(model.resolve(network).resolve("config.json"));
  }

  @ParameterizedTest
  @EnumSource
  void theFolderLoadsAndDraws(Family family) throws IOException {
    try (DiffusionModel model =
        DiffusionModel.open(converted(family), ModelOptions.of(Precision.FP32))) {
      assertEquals(
          1,
          model
              .generate(
                  List.of(new ImageRequest("a photo", "", 0, 64, 64)),
                  GenerationOptions.of(1, 1, 1),
                  List.of(),
                  GenerationProgress.NONE)
              .size());
    }
  }

  @Test
  void theSameFileGivesTheSameBytes() throws IOException {
    Path first = converted(Family.SD15);
    Path second = Files.createDirectory(temporary.resolve("second"));
    SingleFileCheckpoint.convert(
        temporary.resolve("SD15.safetensors"), second, SingleFileOptions.USUAL);
    assertEquals(-1, Files.mismatch(first.resolve(UNET), second.resolve(UNET)));
    assertEquals(
        -1, Files.mismatch(first.resolve("model_index.json"), second.resolve("model_index.json")));
  }

  @Test
  void withoutAVocabularyClipsOwnIsTaken() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("own"));
    SingleFileCheckpoint.convert(Family.SD15.original(temporary), folder, SingleFileOptions.USUAL);
    ClipTokenizer tokenizer = ClipTokenizer.read(folder.resolve("tokenizer"));
    assertEquals(49408, tokenizer.size());
    assertArrayEquals(new int[] {320, 1125, 539, 320, 2368}, tokenizer.words("a photo of a cat"));
  }

  @Test
  void theSecondEncoderFillsUpWithAnotherToken() throws IOException {
    Path folder = converted(Family.SDXL);
    ClipTokenizer first = ClipTokenizer.read(folder.resolve("tokenizer"));
    ClipTokenizer second = ClipTokenizer.read(folder.resolve("tokenizer_2"));
    assertEquals(first.endToken(), first.padToken());
    assertEquals(0, second.padToken());
  }

  @Test
  void thePredictionIsTheOneAskedFor() throws IOException {
    Path folder = converted(Family.SD21, PredictionType.V_PREDICTION);
    assertEquals(
        PredictionType.V_PREDICTION,
        SchedulerConfig.read(folder.resolve("scheduler/scheduler_config.json")).prediction());
    assertEquals(96, UNetConfig.of(config(folder, "unet")).sampleSize());
  }

  @Test
  void aTensorThatIsNotKnownIsNamed() throws IOException {
    String problem =
        problem(
            new SafetensorsWriter()
                .floats("model.diffusion_model.input_blocks.0.0.weight", new float[36], 1, 4, 3, 3)
                .floats("cond_stage_model.transformer.text_model.mystery", new float[1], 1));
    assertTrue(problem.contains("cond_stage_model.transformer.text_model.mystery"), problem);
  }

  @Test
  void aMissingNetworkIsNoticed() throws IOException {
    String problem =
        problem(
            new SafetensorsWriter()
                .floats("model.diffusion_model.input_blocks.0.0.weight", new float[36], 1, 4, 3, 3)
                .floats(
                    "cond_stage_model.transformer.text_model.final_layer_norm.bias",
                    new float[1],
                    1));
    assertTrue(problem.contains("the checkpoint is not whole"), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          double_blocks.0.img_attn.qkv.weight | a Flux model
          model.diffusion_model.double_blocks.0.img_attn.qkv.weight | a Flux model
          model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight | a Stable Diffusion 3 model
          control_model.input_hint_block.0.weight | a ControlNet
          controlnet_cond_embedding.conv_in.weight | a ControlNet
          lora_unet_mid_block_attentions_0_proj_in.lora_down.weight | a LoRA
          unet.mid_block.attentions.0.to_k.lora_A.weight | a LoRA
          emb_params | a learned embedding
          down_blocks.0.resnets.0.conv1.weight | one network of a diffusers folder
          blocks.0.attn.weight | no checkpoint of Stable Diffusion
          conditioner.embedders.0.model.ln_final.weight | no checkpoint of Stable Diffusion
          """)
  void otherKindsOfFilesAreNamed(String key, String kind) throws IOException {
    String problem = problem(new SafetensorsWriter().floats(key, new float[1], 1));
    assertTrue(problem.contains(kind), problem);
    assertTrue(problem.contains("supported are"), problem);
  }

  @ParameterizedTest
  @CsvSource({"9, inpainting", "8, 8 channels", "5, 5 channels"})
  void otherInputsAreNamed(int channels, String kind) throws IOException {
    String problem =
        problem(
            new SafetensorsWriter()
                .floats(
                    "model.diffusion_model.input_blocks.0.0.weight",
                    new float[9 * channels],
                    1,
                    channels,
                    3,
                    3));
    assertTrue(problem.contains(kind), problem);
  }

  @Test
  void theRefinerIsNamed() throws IOException {
    String problem =
        problem(
            new SafetensorsWriter()
                .floats("model.diffusion_model.input_blocks.0.0.weight", new float[36], 1, 4, 3, 3)
                .floats("conditioner.embedders.0.model.ln_final.bias", new float[1], 1));
    assertTrue(problem.contains("refiner"), problem);
  }

  private String problem(SafetensorsWriter writer) throws IOException {
    Path file = temporary.resolve("other.safetensors");
    writer.write(file);
    return assertThrows(
            ConfigException.class,
            () -> SingleFileCheckpoint.convert(file, temporary, SingleFileOptions.USUAL))
        .getMessage();
  }
}
