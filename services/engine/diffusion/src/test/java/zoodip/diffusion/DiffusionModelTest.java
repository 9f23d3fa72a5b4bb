package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import zoodip.diffusion.generation.GenerationOptions;
import zoodip.diffusion.generation.GenerationProgress;
import zoodip.diffusion.generation.GenerationStoppedException;
import zoodip.diffusion.generation.ImageNotFiniteException;
import zoodip.diffusion.generation.ImageRequest;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.scheduler.PredictionType;
import zoodip.diffusion.scheduler.SchedulerException;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.images.RgbImage;

class DiffusionModelTest {
  private static final String PROMPT = "a photo of a red mug in the snow";

  private static DiffusionModel model;

  @BeforeAll
  static void open() {
    model = DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.INT8));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static ImageRequest request(String prompt, long seed) {
    return new ImageRequest(prompt, "", seed, 64, 64);
  }

  private static List<RgbImage> generate(
      List<ImageRequest> requests, int steps, List<TokenEmbedding> concepts) {
    return model.generate(
        requests, GenerationOptions.of(steps, 5, 4), concepts, GenerationProgress.NONE);
  }

  /** The mean difference of two images' values, of 255. */
  private static double difference(RgbImage a, RgbImage b) {
    long sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs(Byte.toUnsignedInt(a.rgb()[i]) - Byte.toUnsignedInt(b.rgb()[i]));
    }
    return (double) sum / a.rgb().length;
  }

  @Test
  void tellsWhatItIs() {
    ModelInfo info = model.info();
    assertEquals(ModelFamily.STABLE_DIFFUSION, info.family());
    assertEquals(64, info.pixels());
    assertEquals(4, info.latentFactor());
    assertEquals(1024, info.latentValues());
    assertEquals(List.of(128), info.embeddingWidths());
    assertEquals(32, info.maxTokens());
    assertEquals(PredictionType.EPSILON, info.prediction());
    assertEquals("ddim", info.schedulerName());
    assertTrue(info.parameters().quantizedShare() > 0.96, () -> info.parameters().toString());
  }

  @Test
  void drawsWhatThePromptSays() {
    RgbImage image = generate(List.of(request(PROMPT, 1)), 12, List.of()).get(0);
    int center = image.rgb(32, 36);
    assertTrue((center >> 16 & 0xff) > 1.5 * (center >> 8 & 0xff), () -> "not red: " + center);
  }

  @Test
  void theSeedDecidesTheImageWhateverElseIsInTheBatch() {
    RgbImage alone = generate(List.of(request(PROMPT, 1)), 4, List.of()).get(0);
    List<RgbImage> batch =
        generate(
            List.of(request(PROMPT, 2), request("a blue car", 3), request(PROMPT, 1)),
            4,
            List.of());
    assertTrue(difference(alone, batch.get(2)) < 1, "the same seed drew another picture");
    assertTrue(difference(alone, batch.get(0)) > 1, "another seed drew the same picture");
  }

  @Test
  void aConceptWithTheVectorsOfAWordDrawsThatWord() {
    TokenEmbedding word = new TokenEmbedding("<it>", model.wordEmbedding("mug"));
    RgbImage spoken = generate(List.of(request(PROMPT, 1)), 3, List.of()).get(0);
    RgbImage learned =
        generate(List.of(request("a photo of a red <it> in the snow", 1)), 3, List.of(word)).get(0);
    assertTrue(difference(spoken, learned) < 1, "the word's own vectors drew something else");
  }

  @Test
  void imagesOfDifferentSizesComeInTheOrderOfTheRequests() {
    List<RgbImage> images =
        generate(
            List.of(
                new ImageRequest(PROMPT, "", 1, 48, 64),
                new ImageRequest(PROMPT, "", 1, 64, 64),
                new ImageRequest(PROMPT, "", 2, 48, 64)),
            2,
            List.of());
    assertEquals(List.of(48, 64, 48), images.stream().map(RgbImage::width).toList());
  }

  @Test
  void theNegativePromptAndGuidanceMatter() {
    ImageRequest against = new ImageRequest(PROMPT, "snow", 1, 64, 64);
    RgbImage plain = generate(List.of(request(PROMPT, 1)), 3, List.of()).get(0);
    assertNotEquals(plain, generate(List.of(against), 3, List.of()).get(0));
    GenerationOptions unguided = GenerationOptions.of(3, 1, 1);
    assertNotEquals(
        plain,
        model
            .generate(List.of(request(PROMPT, 1)), unguided, List.of(), GenerationProgress.NONE)
            .get(0));
  }

  @Test
  void anAncestralSchedulerIsRepeatable() {
    GenerationOptions ancestral = new GenerationOptions(Optional.of("euler_ancestral"), 3, 5, 2);
    List<ImageRequest> requests = List.of(request(PROMPT, 9));
    assertEquals(
        model.generate(requests, ancestral, List.of(), GenerationProgress.NONE),
        model.generate(requests, ancestral, List.of(), GenerationProgress.NONE));
  }

  @Test
  void refusesAConceptThatItWasNotGiven() {
    UnknownConceptException unknown =
        assertThrows(
            UnknownConceptException.class,
            () -> generate(List.of(request("a <my-dog> in the snow", 1)), 2, List.of()));
    assertEquals("<my-dog>", unknown.placeholder());
    assertTrue(unknown.getMessage().contains("<my-dog>"));
  }

  @Test
  void refusesPromptsWhoseEndTheTextEncoderWouldNotSee() {
    String longest = "dog ".repeat(29);
    assertEquals(1, generate(List.of(request(longest + "snow", 1)), 1, List.of()).size());
    assertTooLong("31 tokens, but the model's text encoder takes 30", longest + "in snow", "");
    assertTooLong("begins with 'snow and ice'", longest + "in snow and ice", "");
    assertTooLong("begins with 'snow'", PROMPT, longest + "in snow");
  }

  @Test
  void countsAConceptWithAllItsVectors() {
    TokenEmbedding wide = new TokenEmbedding("<wide>", List.<float[][]>of(new float[4][128]));
    String prompt = "dog ".repeat(27) + "<wide>";
    PromptException refusal =
        assertThrows(
            PromptException.class, () -> generate(List.of(request(prompt, 1)), 1, List.of(wide)));
    assertTrue(refusal.getMessage().contains("it has 31 tokens"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("begins with '<wide>'"), refusal.getMessage());
  }

  private void assertTooLong(String problem, String prompt, String negative) {
    ImageRequest request = new ImageRequest(prompt, negative, 1, 64, 64);
    PromptException refusal =
        assertThrows(PromptException.class, () -> generate(List.of(request), 1, List.of()));
    assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
  }

  @Test
  void refusesConceptsOfAnotherModelAndNamesGivenTwice() {
    TokenEmbedding wide = new TokenEmbedding("<wide>", List.<float[][]>of(new float[1][768]));
    assertTrue(
        assertThrows(PromptException.class, () -> generate(List.of(), 2, List.of(wide)))
            .getMessage()
            .contains("768"));
    TokenEmbedding one = new TokenEmbedding("<one>", List.<float[][]>of(new float[1][128]));
    assertThrows(PromptException.class, () -> generate(List.of(), 2, List.of(one, one)));
  }

  @Test
  void refusesSizesAndSchedulersThatItCannotDraw() {
    assertTrue(
        assertThrows(
                PromptException.class,
                () -> generate(List.of(new ImageRequest(PROMPT, "", 1, 62, 64)), 2, List.of()))
            .getMessage()
            .contains("multiples of 4"));
    GenerationOptions unknown = new GenerationOptions(Optional.of("magic"), 2, 5, 1);
    assertThrows(
        SchedulerException.class,
        () ->
            model.generate(
                List.of(request(PROMPT, 1)), unknown, List.of(), GenerationProgress.NONE));
  }

  @Test
  void stopsWhenProgressSaysSoAndGoesOnWorking() {
    List<Integer> steps = new ArrayList<>();
    GenerationProgress impatient =
        (step, of) -> {
          steps.add(step);
          return step < 3;
        };
    assertThrows(
        GenerationStoppedException.class,
        () ->
            model.generate(
                List.of(request(PROMPT, 1)), GenerationOptions.of(9, 5, 1), List.of(), impatient));
    assertEquals(List.of(1, 2, 3), steps);
    assertEquals(1, generate(List.of(request(PROMPT, 1)), 2, List.of()).size());
  }

  /** Squares of such numbers are beyond fp32, and what normalizes them is no number any more. */
  @Test
  void aImageThatIsNoNumberAnyMoreIsAnErrorAndNotBlack() {
    float[] huge = new float[128];
    for (int i = 0; i < huge.length; i++) {
      huge[i] = 1e30f * (float) Math.sin(i);
    }
    TokenEmbedding concept = new TokenEmbedding("<huge>", List.<float[][]>of(new float[][] {huge}));
    List<Integer> steps = new ArrayList<>();
    ImageNotFiniteException failure =
        assertThrows(
            ImageNotFiniteException.class,
            () ->
                model.generate(
                    List.of(request(PROMPT, 1), request("a <huge> mug", 1)),
                    GenerationOptions.of(9, 5, 4),
                    List.of(concept),
                    (step, of) -> steps.add(step)));
    assertEquals(1, failure.request());
    assertTrue(failure.getMessage().contains("picture 2 "), failure.getMessage());
    assertEquals(List.of(), steps, "it went on with what were no numbers");
    assertEquals(1, generate(List.of(request(PROMPT, 1)), 2, List.of()).size());
  }

  /** Digits of int8 are always numbers, whatever they were made of. */
  @Test
  void inInt8TooItIsAnErrorAndNotBlack() {
    Arithmetic.assumeAvailable(Compute.W8A8);
    float[] none = new float[128];
    Arrays.fill(none, Float.NaN);
    TokenEmbedding concept = new TokenEmbedding("<none>", List.<float[][]>of(new float[][] {none}));
    try (DiffusionModel rounded =
        DiffusionModel.open(
            Toyboxes.folder("model"), ModelOptions.of(Precision.INT8, Compute.W8A8))) {
      assertThrows(
          ImageNotFiniteException.class,
          () ->
              rounded.generate(
                  List.of(request("a <none> mug", 1)),
                  GenerationOptions.of(2, 5, 1),
                  List.of(concept),
                  GenerationProgress.NONE));
    }
  }

  @Test
  void wordsHaveARowForEachToken() {
    assertEquals(1, model.wordEmbedding("mug").get(0).length);
    assertTrue(model.wordEmbedding("a red mug").get(0).length >= 3);
    assertThrows(PromptException.class, () -> model.wordEmbedding(" "));
  }

  @Test
  void bfloat16ArithmeticDrawsNearlyTheSameImage() {
    RgbImage exact = generate(List.of(request(PROMPT, 1)), 6, List.of()).get(0);
    try (DiffusionModel fast =
        DiffusionModel.open(
            Toyboxes.folder("model"), ModelOptions.of(Precision.INT8, Compute.BF16))) {
      RgbImage image =
          fast.generate(
                  List.of(request(PROMPT, 1)),
                  GenerationOptions.of(6, 5, 1),
                  List.of(),
                  GenerationProgress.NONE)
              .get(0);
      assertTrue(difference(exact, image) < 8, () -> "mean " + difference(exact, image));
    }
  }
}
