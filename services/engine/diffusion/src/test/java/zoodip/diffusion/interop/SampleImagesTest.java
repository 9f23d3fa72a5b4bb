package zoodip.diffusion.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.latent.ImageNoise;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingForm;

/**
 * Generates with a concept's file in fp32 and writes what other programs need to generate the same:
 * the first latents, the settings and our images, in target/interop/sample.safetensors.
 * docs/interop compares them. The file is -Dinterop.concept; without it, one of two vectors is made
 * of the word mug.
 */
class SampleImagesTest {
  private static final Path FOLDER = Path.of("target", "interop");
  private static final String PLACEHOLDER = "<my-mug>";
  private static final String PROMPT = "a photo of a <my-mug> mug in the snow";
  private static final long[] SEEDS = {1, 2, 3, 4};
  private static final int SIDE = 64;
  private static final int STEPS = 30;
  private static final double GUIDANCE = 5;

  @Test
  void aConceptsFileIsUsedForOtherProgramsToGenerateTheSame() throws Exception {
    Files.createDirectories(FOLDER);
    try (DiffusionModel model =
        DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.FP32))) {
      Path file = conceptFile(model);
      Embedding embedding = Embedding.read(file, Files.readAllBytes(file));
      List<RgbImage> images = generate(model, embedding);
      assertEquals(SEEDS.length, images.stream().distinct().count());
      write(model, images);
    }
    assertTrue(Files.size(FOLDER.resolve("sample.safetensors")) > 0);
  }

  private static Path conceptFile(DiffusionModel model) throws Exception {
    Optional<String> given = Optional.ofNullable(System.getProperty("interop.concept"));
    if (given.isPresent()) {
      return Path.of(given.get());
    }
    Embedding embedding = new Embedding(List.<float[][]>of(made(model)));
    Files.write(
        FOLDER.resolve("my-mug.safetensors"),
        EmbeddingForm.EMB_PARAMS.write(PLACEHOLDER, embedding, Map.of("format", "pt")));
    return Files.write(
        FOLDER.resolve("learned_embeds.safetensors"),
        EmbeddingForm.DIFFUSERS.write(PLACEHOLDER, embedding, Map.of("format", "pt")));
  }

  /** Two vectors near the word's [2, width]: anything that is not a word already serves. */
  private static float[][] made(DiffusionModel model) {
    float[] word = model.wordEmbedding("mug").get(0)[0];
    float[][] rows = {word.clone(), word.clone()};
    for (int i = 0; i < word.length; i++) {
      rows[0][i] += (float) (0.02 * Math.sin(i));
      rows[1][i] += (float) (0.02 * Math.cos(3 * i));
    }
    return rows;
  }

  private static List<RgbImage> generate(DiffusionModel model, Embedding embedding) {
    return model.generate(
        LongStream.of(SEEDS)
            .mapToObj(seed -> new ImageRequest(PROMPT, "", seed, SIDE, SIDE))
            .toList(),
        GenerationOptions.of(STEPS, GUIDANCE, SEEDS.length),
        List.of(new TokenEmbedding(PLACEHOLDER, embedding.encoders())),
        GenerationProgress.NONE);
  }

  private static void write(DiffusionModel model, List<RgbImage> images) throws Exception {
    int values = model.info().latentValues();
    int side = SIDE / model.info().latentFactor();
    FloatBuffer latents = FloatBuffer.allocate(SEEDS.length * values);
    for (long seed : SEEDS) {
      latents.put(new ImageNoise(seed).first(values));
    }
    ByteArrayOutputStream rgb = new ByteArrayOutputStream();
    images.forEach(image -> rgb.writeBytes(image.rgb()));
    new SafetensorsWriter()
        .metadata("prompt", PROMPT)
        .metadata("placeholder", PLACEHOLDER)
        .metadata("steps", String.valueOf(STEPS))
        .metadata("guidance_scale", String.valueOf(GUIDANCE))
        .floats("latents", latents.array(), SEEDS.length, values / (side * side), side, side)
        .add("pictures", ElementType.U8, rgb.toByteArray(), SEEDS.length, SIDE, SIDE, 3)
        .write(FOLDER.resolve("sample.safetensors"));
  }
}
