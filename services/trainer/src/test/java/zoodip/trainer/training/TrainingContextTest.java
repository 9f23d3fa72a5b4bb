package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.TrainingSpec;
import zoodip.images.RgbImage;
import zoodip.platform.errors.ServiceException;
import zoodip.toybox.Toybox;
import zoodip.trainer.fixtures.ToyTraining;
import zoodip.trainer.sampling.StepSampler;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.ProbeLoss;

@Timeout(120)
class TrainingContextTest {
  private static final int STEPS = 30;
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  @TempDir static Path folder;
  private static ToyTraining toy;
  private static DiffusionModel model;

  @BeforeAll
  static void open() {
    toy = new ToyTraining(folder.resolve("toy"));
    model =
        DiffusionModel.open(Toybox.model(folder.resolve("model")), ModelOptions.of(Precision.INT8));
  }

  @AfterAll
  static void close() {
    THREADS.shutdownNow();
    model.close();
  }

  static List<TrainingSpec> ofEachMethod() {
    return List.of(
        spec(STEPS), alongSensitivity(STEPS), gradientFree(STEPS), textualInversion(STEPS));
  }

  @ParameterizedTest
  @MethodSource("ofEachMethod")
  void aTrainingGoneOnWithAfterItsModelWasPreparedAnewArrivesAtTheSameBits(TrainingSpec spec) {
    TrainingContext first = prepare(spec);
    TrainingSession undisturbed = first.begin();
    run(first, undisturbed, STEPS);
    assertFalse(Arrays.equals(first.firstTheta(), undisturbed.theta()));
    TrainingContext second = prepare(spec);
    TrainingSession killed = second.begin();
    run(second, killed, 23);
    TrainingContext third = prepare(spec);
    TrainingSession resumed = third.resume(LossJournal.of(List.of(killed.drain().orElseThrow())));
    assertEquals(23, resumed.steps());
    run(third, resumed, STEPS);
    assertTrue(resumed.isDone());
    assertArrayEquals(undisturbed.theta(), resumed.theta());
    assertEquals(undisturbed.lossesSha256(), resumed.lossesSha256());
  }

  static List<TrainingSpec> ofMethodsToCompareWith() {
    return List.of(gradientFree(60), textualInversion(60));
  }

  /** Each loss is of one photo and timestep: the mean of many of them is what falls. */
  @ParameterizedTest
  @MethodSource("ofMethodsToCompareWith")
  void aMethodToCompareWithFindsAnEmbeddingOfASmallerLoss(TrainingSpec spec) {
    TrainingContext trainingContext = prepare(spec);
    TrainingSession session = trainingContext.begin();
    run(trainingContext, session, spec.getSettings().getSteps());
    double before = meanLoss(trainingContext, trainingContext.firstTheta());
    double after = meanLoss(trainingContext, session.theta());
    assertTrue(after < before, "from " + before + " to " + after);
  }

  private static double meanLoss(TrainingContext trainingContext, float[] theta) {
    StepSampler sampler = trainingContext.sampler();
    return LongStream.rangeClosed(10_001, 10_064)
        .mapToObj(step -> sampler.query(step, new float[][] {theta}))
        .mapToDouble(query -> trainingContext.of(query)[0])
        .average()
        .orElseThrow();
  }

  /** Trainings of all methods run beside one another, too. */
  @Test
  void aTrainingLearnsTheSameAloneAndBesideOthersThatComeAndGo() {
    List<TrainingSpec> specs =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    switch (i) {
                      case 4, 5 -> alongSensitivity(STEPS - 3 * i);
                      case 6 -> gradientFree(STEPS - i);
                      case 7 -> textualInversion(STEPS - i);
                      default -> spec(STEPS - 7 * i);
                    })
            .map(TrainingSpec::toBuilder)
            .map(spec -> spec.setSeed(spec.getSettings().getSteps()).build())
            .toList();
    List<float[]> alone =
        specs.stream()
            .map(
                spec ->
                    learn(spec, new LossBatcher(BatchSharing.STRICT, (trainings, timings) -> {})))
            .toList();
    LossBatcher shared = new LossBatcher(BatchSharing.STRICT, (trainings, timings) -> {});
    List<CompletableFuture<float[]>> together =
        specs.stream()
            .map(spec -> CompletableFuture.supplyAsync(() -> learn(spec, shared), THREADS))
            .toList();
    for (int i = 0; i < specs.size(); i++) {
      assertArrayEquals(alone.get(i), together.get(i).join(), "training " + i);
    }
  }

  private static float[] learn(TrainingSpec spec, LossBatcher batcher) {
    return learned(spec, batcher).theta();
  }

  private static TrainingSession learned(TrainingSpec spec, LossBatcher batcher) {
    TrainingContext trainingContext = prepare(spec);
    TrainingSession session = trainingContext.begin();
    try (LossBatcher.BatchMember losses = batcher.join(trainingContext)) {
      session.probe(trainingContext);
      while (!session.isDone()) {
        session.renewBases(trainingContext);
        session.step(losses, trainingContext);
        session.probe(trainingContext);
      }
    }
    return session;
  }

  @Test
  void theLossOnTheProbeSetFallsAndIsTheSameAloneAndBesideOthers() {
    TrainingSpec probing = probing(alongSensitivity(40));
    TrainingSession alone =
        learned(probing, new LossBatcher(BatchSharing.STRICT, (trainings, timings) -> {}));
    LossBatcher shared = new LossBatcher(BatchSharing.STRICT, (trainings, timings) -> {});
    CompletableFuture<float[]> other =
        CompletableFuture.supplyAsync(() -> learn(alongSensitivity(STEPS), shared), THREADS);
    TrainingSession beside = learned(probing, shared);
    other.join();
    List<ProbeLoss> probes = alone.losses().probes();
    assertEquals(List.of(0L, 40L), probes.stream().map(ProbeLoss::step).toList());
    assertEquals(8, alone.losses().probeRows());
    assertTrue(probes.get(1).loss() < probes.get(0).loss(), probes::toString);
    assertEquals(probes, beside.losses().probes());
    assertArrayEquals(alone.theta(), beside.theta());
  }

  @Test
  void aTrainingThatLooksAtItsProbeSetLearnsWhatItLearnsWithout() {
    LossBatcher batcher = new LossBatcher(BatchSharing.STRICT, (trainings, timings) -> {});
    TrainingSession probed = learned(probing(spec(60)), batcher);
    assertEquals(2, probed.losses().probes().size());
    assertArrayEquals(learn(spec(60), batcher), probed.theta());
  }

  private static TrainingSpec probing(TrainingSpec spec) {
    TrainingSpec.Builder probing = spec.toBuilder();
    probing.getSettingsBuilder().setProbeShare(0.05);
    return probing.build();
  }

  @Test
  void aReplayGivesTheThetasOfAllStepsAndGoesOnlyForward() {
    TrainingContext trainingContext = prepare(spec(8));
    TrainingSession session = trainingContext.begin();
    List<float[]> thetas = new ArrayList<>(List.of(session.theta()));
    while (!session.isDone()) {
      session.step(trainingContext);
      thetas.add(session.theta());
    }
    ThetaReplay replay =
        trainingContext.replay(LossJournal.of(List.of(session.drain().orElseThrow())));
    for (int step : new int[] {0, 3, 3, 8}) {
      assertArrayEquals(thetas.get(step), replay.after(step), "step " + step);
    }
    assertThrows(IllegalStateException.class, () -> replay.after(7));
  }

  @Test
  void ofManyPhotosOnlyOneIsInMemoryAtATime() {
    List<WeakReference<RgbImage>> shown = new ArrayList<>();
    List<TrainingPhoto> photos =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    new TrainingPhoto(
                        options -> {
                          shown.forEach(TrainingContextTest::assertForgotten);
                          RgbImage image = RgbImage.filled(640, 480, i << 4);
                          shown.add(new WeakReference<>(image));
                          return options.square(image);
                        },
                        List.of("a photo of a {}")))
            .toList();
    prepare(spec(1), photos);
    assertEquals(4, shown.size());
  }

  private static void assertForgotten(WeakReference<RgbImage> image) {
    for (int tries = 0; tries < 50 && image.get() != null; tries++) {
      System.gc();
    }
    assertNull(image.get(), "a photo is kept");
  }

  @Test
  void aCaptionThatNamesAnotherConceptIsRefusedByName() {
    List<TrainingPhoto> photos =
        List.of(new TrainingPhoto(RgbImage.filled(64, 64, 0), List.of("a {} beside <a-word>")));
    var refusal = assertThrows(ServiceException.class, () -> prepare(spec(1), photos));
    assertEquals(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, refusal.reason());
    assertTrue(refusal.getMessage().contains("<a-word>"), refusal.getMessage());
  }

  @Test
  void thetaStartsAtTheMeanOfTheInitializersTokens() {
    float[][] rows = model.wordEmbedding("red mug").get(0);
    TrainingContext trainingContext =
        prepare(spec(1).toBuilder().setInitializer("red mug").build());
    float[] expected = new float[rows[0].length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (float) (((double) rows[0][i] + rows[1][i]) / 2);
    }
    assertEquals(2, rows.length);
    assertArrayEquals(expected, trainingContext.firstTheta());
  }

  @Test
  void severalVectorsStartAtTheInitializersTokensAndAreAllLearned() {
    TrainingSpec.Builder spec = spec(2).toBuilder().setInitializer("red mug");
    spec.getSettingsBuilder().setVectors(2);
    float[][] rows = model.wordEmbedding("red mug").get(0);
    TrainingContext trainingContext = prepare(spec.build());
    TrainingSession session = trainingContext.begin();
    run(trainingContext, session, 2);
    float[][] learned = trainingContext.layout().split(session.theta()).get(0);
    float[][] first = trainingContext.layout().split(trainingContext.firstTheta()).get(0);
    assertArrayEquals(rows, first);
    for (int vector = 0; vector < rows.length; vector++) {
      assertFalse(Arrays.equals(first[vector], learned[vector]));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = GradientEstimator.class,
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"GRADIENT_ESTIMATOR_(RGE|SPSA|ONE_POINT)"})
  void everyEstimatorLearnsAllVectorsAndIsGoneOnWithToTheSameBits(GradientEstimator estimator) {
    TrainingSpec.Builder spec = spec(6).toBuilder().setInitializer("small red mug");
    spec.getSettingsBuilder().setVectors(3).setEstimator(estimator).setHistory(2);
    TrainingContext trainingContext = prepare(spec.build());
    TrainingSession undisturbed = trainingContext.begin();
    run(trainingContext, undisturbed, 6);
    TrainingSession stopped = trainingContext.begin();
    run(trainingContext, stopped, 4);
    LossJournal journal = LossJournal.of(List.of(stopped.drain().orElseThrow()));
    TrainingSession resumed = trainingContext.resume(journal);
    run(trainingContext, resumed, 6);
    assertArrayEquals(undisturbed.theta(), resumed.theta());
    assertArrayEquals(undisturbed.losses().losses(), resumed.losses().losses());
    for (int i = 0; i < 3; i++) {
      float[][] first = trainingContext.layout().split(trainingContext.firstTheta()).get(0);
      float[][] learned = trainingContext.layout().split(resumed.theta()).get(0);
      assertFalse(Arrays.equals(first[i], learned[i]), "vector " + i);
    }
  }

  @Test
  void whatDoesNotFitTheModelIsRefused() {
    TrainingSpec.Builder late = spec(1).toBuilder();
    late.getSettingsBuilder().setTimestepHigh(100_000);
    assertRefused(late, "timestep_high");
    TrainingSpec.Builder odd = spec(1).toBuilder();
    odd.getSettingsBuilder().setResolution(63);
    assertRefused(odd, "63");
    TrainingSpec.Builder wide = spec(1).toBuilder();
    wide.getSettingsBuilder().setHistory(64);
    assertRefused(wide, "tau");
    assertRefused(spec(1).toBuilder().setInitializer(" "), "word");
  }

  private static void assertRefused(TrainingSpec.Builder spec, String why) {
    var refusal = assertThrows(ServiceException.class, () -> prepare(spec.build()));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, refusal.reason());
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @Test
  void severalVectorsAreLearnedWithGradientsThatTheJournalKeeps() {
    TrainingSpec.Builder spec = textualInversion(6).toBuilder().setInitializer("red mug");
    spec.getSettingsBuilder().setVectors(2);
    TrainingContext trainingContext = prepare(spec.build());
    TrainingSession undisturbed = trainingContext.begin();
    run(trainingContext, undisturbed, 6);
    TrainingSession killed = trainingContext.begin();
    run(trainingContext, killed, 4);
    JournalSegment segment = killed.drain().orElseThrow();
    assertEquals(4, segment.gradients().size());
    LossJournal journal = LossJournal.of(List.of(JournalSegment.decode(segment.encode())));
    TrainingSession resumed = trainingContext.resume(journal);
    run(trainingContext, resumed, 6);
    assertArrayEquals(undisturbed.theta(), resumed.theta());
    float[] first = trainingContext.firstTheta();
    for (int i = 0; i < first.length; i += first.length / 2) {
      assertTrue(first[i] != resumed.theta()[i], "number " + i);
    }
  }

  /** A trainer that is killed after it measured a basis, before a step used it. */
  @Test
  void aBasisThatWasNotCommittedIsMeasuredAgainToTheSameBits() {
    TrainingContext trainingContext = prepare(alongSensitivity(STEPS));
    TrainingSession undisturbed = trainingContext.begin();
    run(trainingContext, undisturbed, STEPS);
    TrainingSession killed = trainingContext.begin();
    run(trainingContext, killed, 10);
    killed.renewBases(trainingContext);
    JournalSegment committed = killed.drain().orElseThrow();
    assertEquals(1, committed.bases().size());
    TrainingSession resumed =
        prepare(alongSensitivity(STEPS)).resume(LossJournal.of(List.of(committed)));
    run(trainingContext, resumed, STEPS);
    assertArrayEquals(undisturbed.theta(), resumed.theta());
  }

  @Test
  void severalVectorsAreLearnedAlongSensitivityAndGoneOnWithToTheSameBits() {
    TrainingSpec.Builder spec = alongSensitivity(14).toBuilder().setInitializer("red mug");
    spec.getSettingsBuilder().setVectors(2);
    TrainingContext trainingContext = prepare(spec.build());
    TrainingSession undisturbed = trainingContext.begin();
    run(trainingContext, undisturbed, 14);
    TrainingSession killed = trainingContext.begin();
    run(trainingContext, killed, 12);
    JournalSegment segment = killed.drain().orElseThrow();
    assertEquals(4, segment.bases().size());
    LossJournal journal = LossJournal.of(List.of(JournalSegment.decode(segment.encode())));
    TrainingSession resumed = trainingContext.resume(journal);
    run(trainingContext, resumed, 14);
    assertArrayEquals(undisturbed.theta(), resumed.theta());
    for (int i = 0; i < 2; i++) {
      float[][] first = trainingContext.layout().split(trainingContext.firstTheta()).get(0);
      float[][] learned = trainingContext.layout().split(resumed.theta()).get(0);
      assertFalse(Arrays.equals(first[i], learned[i]), "vector " + i);
    }
  }

  private static void run(TrainingContext trainingContext, TrainingSession session, int steps) {
    for (int step = 0; step < steps && !session.isDone(); step++) {
      session.renewBases(trainingContext);
      session.step(trainingContext, trainingContext);
    }
  }

  private static TrainingSpec spec(int steps) {
    return toy.spec(steps, zoodip.v1.Precision.PRECISION_INT8);
  }

  private static TrainingSpec alongSensitivity(int steps) {
    return toy.alongSensitivity(steps, zoodip.v1.Precision.PRECISION_INT8);
  }

  private static TrainingSpec gradientFree(int steps) {
    return toy.gradientFree(steps, zoodip.v1.Precision.PRECISION_INT8);
  }

  private static TrainingSpec textualInversion(int steps) {
    return toy.textualInversion(steps, zoodip.v1.Precision.PRECISION_INT8);
  }

  private static TrainingContext prepare(TrainingSpec spec) {
    return prepare(spec, toy.photos());
  }

  private static TrainingContext prepare(TrainingSpec spec, List<TrainingPhoto> photos) {
    return TrainingContext.prepare(model, spec, Hyperparameters.of(spec), photos);
  }
}
