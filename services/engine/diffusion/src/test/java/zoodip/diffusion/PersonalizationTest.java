package zoodip.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zoodip.diffusion.goldens.Golden;
import zoodip.diffusion.options.Arithmetic;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.MemoryBudget;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.toybox.Toyboxes;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;

class PersonalizationTest {
  private static final PhotoOptions SQUARE = new PhotoOptions(64, PhotoOptions.Fit.CENTER_CROP);
  private static final double MU = 1e-2;

  private static DiffusionModel exact;
  private static DiffusionModel quantized;
  private static Personalization exactLosses;
  private static Personalization quantizedLosses;

  @BeforeAll
  static void open() {
    exact = DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.FP32));
    quantized = DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.INT8));
    exactLosses = personalization(exact);
    quantizedLosses = personalization(quantized);
  }

  @AfterAll
  static void close() {
    exact.close();
    quantized.close();
  }

  private static Personalization personalization(DiffusionModel model) {
    return model.personalization(Toyboxes.photos("mug-01"), "<toy>", 1, SQUARE);
  }

  private static float[] gaussian(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] start() {
    return exact.wordEmbedding("mug").get(0)[0];
  }

  /**
   * The losses of theta, of theta moved along a random direction of step {@code seed}, of theta.
   */
  private static float[] losses(Personalization personalization, int seed) {
    return personalization.losses(query(personalization, seed));
  }

  private static LossQuery query(Personalization personalization, int seed) {
    Random random = new Random(seed);
    float[] theta = start();
    float[] moved = theta.clone();
    float[] direction = gaussian(random, theta.length);
    for (int i = 0; i < theta.length; i++) {
      moved[i] += (float) (MU * direction[i]);
    }
    return new LossQuery(
        random.nextInt(5),
        random.nextBoolean(),
        0,
        100 + random.nextInt(500),
        gaussian(random, personalization.latentValues()),
        gaussian(random, personalization.latentValues()),
        new float[][] {theta, moved, theta});
  }

  @Test
  void equalCandidatesOfOneCallHaveNearlyEqualLosses() {
    float[] losses = losses(exactLosses, 1);
    assertEquals(losses[0], losses[2], 1e-6);
    assertTrue(losses[0] > 0.01 && losses[0] < 1, () -> "loss " + losses[0]);
  }

  /** More than fit into one part. */
  @Test
  void manyCandidatesHaveTheLossesThatTheyHaveInSmallSteps() {
    LossQuery small = query(quantizedLosses, 5);
    Random random = new Random(5);
    float[][] candidates = new float[60][];
    candidates[0] = small.candidates()[0];
    for (int i = 1; i < candidates.length; i++) {
      candidates[i] = candidates[0].clone();
      candidates[i][random.nextInt(candidates[i].length)] += 0.1F;
    }
    float[] all = quantizedLosses.losses(with(small, candidates));
    for (int i : new int[] {1, 20, 47, 48, 59}) {
      float[] pair =
          quantizedLosses.losses(with(small, new float[][] {candidates[0], candidates[i]}));
      assertEquals(pair[0], all[0], 1e-6);
      assertEquals(pair[1], all[i], 1e-6);
    }
  }

  private static LossQuery with(LossQuery query, float[][] candidates) {
    return new LossQuery(
        query.photo(),
        query.flipped(),
        query.caption(),
        query.timestep(),
        query.posteriorNoise(),
        query.noise(),
        candidates);
  }

  @Test
  void equalArgumentsGiveEqualBitsAndSoDoesAModelOpenedAgain() {
    float[] first = losses(quantizedLosses, 2);
    losses(quantizedLosses, 3);
    assertArrayEquals(first, losses(quantizedLosses, 2));
    try (DiffusionModel again =
        DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(Precision.INT8))) {
      assertArrayEquals(first, losses(personalization(again), 2));
    }
  }

  @Test
  void theWeightCacheChangesNoBit() {
    ModelOptions uncached =
        ModelOptions.of(Precision.INT8).withMemory(new MemoryBudget(0, 163_840));
    try (DiffusionModel model = DiffusionModel.open(Toyboxes.folder("model"), uncached)) {
      assertArrayEquals(losses(quantizedLosses, 4), losses(personalization(model), 4));
    }
  }

  @ParameterizedTest
  @CsvSource({"INT8, FP32", "INT8, INT8"})
  void trainingModesKeepTheLossDifferences(Precision precision, Compute compute) {
    Arithmetic.assumeAvailable(compute);
    int steps = 48;
    double[] reference = new double[steps];
    double[] differences = new double[steps];
    try (DiffusionModel model =
        DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(precision, compute))) {
      Personalization personalization = personalization(model);
      for (int i = 0; i < steps; i++) {
        float[] a = losses(exactLosses, 100 + i);
        float[] b = losses(personalization, 100 + i);
        reference[i] = a[1] - a[0];
        differences[i] = b[1] - b[0];
      }
    }
    double fidelity = correlation(reference, differences);
    assertTrue(fidelity >= 0.95, () -> "signal fidelity " + fidelity);
  }

  @ParameterizedTest
  @CsvSource({"INT8, FP32", "INT8, INT8", "INT4, FP32"})
  void aTrainingHasTheSameBitsAloneAndInABatch(Precision precision, Compute compute) {
    Arithmetic.assumeAvailable(compute);
    try (DiffusionModel model =
        DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(precision, compute))) {
      Personalization one = personalization(model);
      Personalization other =
          model.personalization(Toyboxes.photos("cat-07"), "<other>", 1, SQUARE);
      var all =
          IntStream.range(0, 5)
              .mapToObj(
                  i -> {
                    Personalization whose = i % 2 == 0 ? one : other;
                    return whose.row(query(whose, 200 + i));
                  })
              .toList();
      List<float[]> together = Personalization.losses(all, BatchSharing.STRICT);
      for (int i = 0; i < all.size(); i++) {
        float[] alone = Personalization.losses(all.subList(i, i + 1), BatchSharing.STRICT).get(0);
        assertArrayEquals(alone, together.get(i), "training " + i);
      }
      assertArrayEquals(
          together.get(3), Personalization.losses(all.subList(2, 5), BatchSharing.STRICT).get(1));
    }
  }

  /** More samples than fit into one part. */
  @ParameterizedTest
  @CsvSource({"INT8, FP32", "INT8, INT8", "INT4, FP32"})
  void samplesHaveTheLossesThatTheyHaveInStepsAndTheSameBitsEachTime(
      Precision precision, Compute compute) {
    Arithmetic.assumeAvailable(compute);
    try (DiffusionModel model =
        DiffusionModel.open(Toyboxes.folder("model"), ModelOptions.of(precision, compute))) {
      Personalization personalization = personalization(model);
      List<LossQuery> steps =
          IntStream.range(0, 50).mapToObj(i -> query(personalization, 400 + i)).toList();
      List<LossQuery> samples =
          steps.stream().map(step -> with(step, new float[][] {step.candidates()[0]})).toList();
      float[] losses = personalization.sampleLosses(samples);
      assertArrayEquals(losses, personalization.sampleLosses(samples));
      for (int i : new int[] {0, 20, 47, 48, 49}) {
        assertEquals(personalization.losses(steps.get(i))[0], losses[i], 1e-6);
      }
    }
  }

  @Test
  void stepsOfDifferentSizesShareACall() {
    Personalization two = exact.personalization(Toyboxes.photos("mug-01"), "<toy>", 2, SQUARE);
    LossQuery query = query(exactLosses, 300);
    LossQuery wide = wide(query);
    List<float[]> losses =
        Personalization.losses(List.of(two.row(wide), exactLosses.row(query)), BatchSharing.FAST);
    assertArrayEquals(two.losses(wide), losses.get(0));
    assertArrayEquals(exactLosses.losses(query), losses.get(1));
  }

  /** The same query for two vectors, the second as the first. */
  private static LossQuery wide(LossQuery query) {
    float[][] candidates = new float[query.candidates().length][];
    for (int i = 0; i < candidates.length; i++) {
      float[] one = query.candidates()[i];
      candidates[i] = Arrays.copyOf(one, 2 * one.length);
      System.arraycopy(one, 0, candidates[i], one.length, one.length);
    }
    return new LossQuery(
        query.photo(),
        query.flipped(),
        query.caption(),
        query.timestep(),
        query.posteriorNoise(),
        query.noise(),
        candidates);
  }

  private static double correlation(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void severalVectorsTakeSeveralPositions() {
    Personalization two = exact.personalization(Toyboxes.photos("mug-01"), "<toy>", 2, SQUARE);
    assertEquals(256, two.candidateValues());
    float[] candidate = new float[256];
    float[] other = candidate.clone();
    other[200] = 1;
    Random random = new Random(5);
    float[] noise = gaussian(random, two.latentValues());
    float[] losses =
        two.losses(new LossQuery(0, false, 0, 300, noise, noise, new float[][] {candidate, other}));
    assertTrue(losses[0] != losses[1]);
  }

  @Test
  void learnsBothTokensOfAModelWithTwoTextEncoders() {
    try (DiffusionModel model =
        DiffusionModel.open(Golden.folder("sdxl"), ModelOptions.of(Precision.FP32))) {
      Personalization personalization =
          model.personalization(Toyboxes.photos("mug-01").subList(0, 1), "<toy>", 1, SQUARE);
      assertEquals(List.of(24, 40), model.info().embeddingWidths());
      assertEquals(64, personalization.candidateValues());
      float[] noise = gaussian(new Random(6), personalization.latentValues());
      float[] second = new float[64];
      second[63] = 1;
      float[] losses =
          personalization.losses(
              new LossQuery(0, true, 0, 700, noise, noise, new float[][] {new float[64], second}));
      assertTrue(losses[0] != losses[1]);
    }
  }

  @Test
  void refusesNoiseAndCandidatesOfAnotherSize() {
    float[] noise = new float[exactLosses.latentValues()];
    float[][] candidates = {start()};
    assertThrows(
        IllegalArgumentException.class,
        () -> exactLosses.losses(new LossQuery(0, false, 0, 300, new float[3], noise, candidates)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            exactLosses.losses(new LossQuery(0, false, 0, 300, noise, noise, new float[][] {{1}})));
    assertThrows(
        IllegalArgumentException.class,
        () -> exactLosses.losses(new LossQuery(0, false, 0, 1000, noise, noise, candidates)));
  }

  @Test
  void refusesCaptionsPlaceholdersAndSizesThatCannotBeUsed() {
    List<TrainingPhoto> photos = Toyboxes.photos("mug-01");
    assertThrows(PromptException.class, () -> exact.personalization(photos, "toy", 1, SQUARE));
    assertThrows(
        PromptException.class,
        () ->
            exact.personalization(
                photos, "<toy>", 1, new PhotoOptions(66, PhotoOptions.Fit.SQUASH)));
    assertThrows(
        PromptException.class,
        () -> new TrainingPhoto(photos.get(0).source(), List.of("a photo of a mug")));
    TrainingPhoto tooMuch =
        new TrainingPhoto(photos.get(0).source(), List.of("a photo ".repeat(20) + "of a {}"));
    PromptException tooLong =
        assertThrows(
            PromptException.class,
            () -> exact.personalization(List.of(tooMuch), "<toy>", 1, SQUARE));
    assertTrue(tooLong.getMessage().contains("too long"));
    TrainingPhoto losesItsEnd =
        new TrainingPhoto(photos.get(0).source(), List.of("a photo of a {} " + "dog ".repeat(26)));
    assertTrue(
        assertThrows(
                PromptException.class,
                () -> exact.personalization(List.of(losesItsEnd), "<toy>", 1, SQUARE))
            .getMessage()
            .contains("31 tokens"));
  }
}
