package zoodip.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import zoodip.concepts.provenance.Rederivation;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.images.png.Png;
import zoodip.platform.digest.Sha256;
import zoodip.platform.kafka.Topics;
import zoodip.platform.work.JobAttempt;
import zoodip.platform.work.JobHandler;
import zoodip.safetensors.SafetensorsFile;
import zoodip.trainer.fixtures.ToyTraining;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.ErrorReason;
import zoodip.v1.GenerationSettings;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;

@Timeout(600)
class TrainingJobsIT {
  private static final int STEPS = 24;
  private static final int ENDLESS = 1_000_000;
  private static final int MOST_TOKENS = 30;
  private static final int MOST_CHARACTERS = 512;
  private static final int MOST_PHOTOS = 64;
  private static final JobState RUNNING = JobState.JOB_STATE_RUNNING;

  @TempDir static Path folder;
  private static TrainerEnvironment environment;
  private static ToyTraining toy;
  private static float[] first;
  private static float[] learned;

  private final String job = "tenants/t/trainingJobs/" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    environment = new TrainerEnvironment(folder);
    toy = new ToyTraining(folder.resolve("toy"));
    toy.forEachPhoto((key, bytes) -> environment.storage().put(key, bytes, "image/jpeg"));
    Path model = environment.models().fetch(environment.models().list().get(0));
    try (DiffusionModel open = DiffusionModel.open(model, ModelOptions.of(Precision.INT8))) {
      TrainingSpec spec = spec(STEPS).build();
      TrainingContext bare =
          TrainingContext.prepare(open, spec, Hyperparameters.of(spec), toy.photos());
      TrainingSession session = bare.begin();
      while (!session.isDone()) {
        session.step(bare);
      }
      first = bare.firstTheta();
      learned = session.theta();
    }
  }

  @AfterAll
  static void stop() {
    environment.close();
  }

  @Test
  void aJobLearnsWhatTheBareLoopLearnsAndTellsWhereItComesFrom() throws Exception {
    environment.create(job, spec(STEPS));
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord done = awaitEnd();
      assertLearned(done);
      assertEquals(STEPS, done.getProgress().getDone());
      assertSegmentsFollowOneAnother(done.getSegmentsList());
      assertEmbedding(done.getTrainingResult());
      assertProvenance(done);
      assertDerivedAgain(done, STEPS);
    }
  }

  @Test
  void aSuspendedJobIsGoneOnWithByAnotherTrainerToTheSameBits() throws Exception {
    environment.create(job, spec(STEPS));
    try (var trainer = environment.open("first", environment.trainer("first"))) {
      awaitSegments(1);
    }
    JobRecord suspended = environment.await(job, record -> record.getState() != RUNNING);
    assertEquals(JobState.JOB_STATE_QUEUED, suspended.getState());
    try (var trainer = environment.open("second", environment.trainer("second"))) {
      assertLearned(awaitEnd());
    }
    assertEquals(2, environment.record(job).getAttempts());
    assertSegmentsFollowOneAnother(environment.record(job).getSegmentsList());
  }

  /** Sixty steps of three rows afford two looks at four samples. */
  @Test
  void aSuspendedJobLooksAtItsProbeSetAsOneThatWasNot() throws Exception {
    TrainingSpec.Builder spec = spec(60);
    spec.getSettingsBuilder().setProbeShare(0.05);
    environment.create(job, spec);
    try (var trainer = environment.open("first", environment.trainer("first"))) {
      awaitSegments(1);
    }
    environment.await(job, record -> record.getState() != RUNNING);
    try (var trainer = environment.open("second", environment.trainer("second"))) {
      JobRecord done = awaitEnd();
      JobProgress progress = done.getProgress();
      assertEquals(60, progress.getProbeStep());
      assertEquals(8, progress.getProbeRows());
      assertEquals(180, progress.getUnetRows());
      assertDerivedAgain(done, 60);
      JsonNode probes = provenance(done).at("/probes");
      assertEquals(2, probes.size());
      assertEquals(progress.getFirstProbeLoss(), probes.at("/0/loss").asDouble());
      assertEquals(progress.getProbeLoss(), probes.at("/1/loss").asDouble());
      List<String> losses =
          new String(content(done, "losses.csv"), StandardCharsets.US_ASCII).lines().toList();
      assertEquals("step,loss,smoothed,probe", losses.get(0));
      assertEquals("0,,," + (float) progress.getFirstProbeLoss(), losses.get(1));
    }
  }

  /** Three looks at sixteen samples, of which the second ends it: none lowers a loss by 90%. */
  @Test
  void aJobThatItsProbesEndSucceedsAndIsDerivedAgain() throws Exception {
    TrainingSpec.Builder spec = withPreviews(20);
    spec.getSettingsBuilder().setSteps(60);
    spec.getSettingsBuilder().setProbeShare(0.3).setStopAfterProbes(1).setStopImprovement(0.9);
    environment.create(job, spec);
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord done = awaitEnd();
      assertEquals(JobState.JOB_STATE_SUCCEEDED, done.getState());
      assertEquals(30, done.getTrainingResult().getSteps());
      assertEquals(30, done.getProgress().getDone());
      assertEquals(32, done.getProgress().getProbeRows());
      assertDerivedAgain(done, 30);
      assertTrue(key(done, "previews/000030.png").isPresent());
    }
  }

  static List<TrainingSpec> ofMethodsToCompareWith() {
    var precision = zoodip.v1.Precision.PRECISION_INT8;
    return List.of(toy.gradientFree(STEPS, precision), toy.textualInversion(STEPS, precision));
  }

  @ParameterizedTest
  @MethodSource("ofMethodsToCompareWith")
  void aJobOfAMethodToCompareWithIsGoneOnWithAndItsJournalGivesWhatWasLearned(TrainingSpec spec)
      throws Exception {
    environment.create(job, spec.toBuilder());
    try (var trainer = environment.open("first", environment.trainer("first"))) {
      awaitSegments(1);
    }
    try (var trainer = environment.open("second", environment.trainer("second"))) {
      JobRecord done = awaitEnd();
      assertEquals(JobState.JOB_STATE_SUCCEEDED, done.getState(), done.getError()::getMessage);
      assertSegmentsFollowOneAnother(done.getSegmentsList());
      assertDerivedAgain(done, STEPS);
    }
  }

  @Test
  void aJobWhoseTrainersDieIsGoneOnWithToTheSameBits() throws Exception {
    environment.create(job, spec(STEPS));
    for (int death = 1; death <= 2; death++) {
      CountDownLatch dead = new CountDownLatch(1);
      JobHandler mortal = dyingAfter(death, environment.trainer("mortal"));
      try (var trainer = environment.open("mortal", mortal, failure -> dead.countDown())) {
        dead.await();
      }
    }
    try (var trainer = environment.open("survivor", environment.trainer("survivor"))) {
      assertLearned(awaitEnd());
    }
    assertEquals(3, environment.record(job).getAttempts());
  }

  @Test
  void ofTwoTrainersWithOneJobTheFirstIsFencedAndTheResultIsOne() throws Exception {
    environment.create(job, spec(STEPS));
    AtomicInteger attempts = new AtomicInteger();
    JobHandler counted = counted(environment.trainer("both"), attempts);
    try (var first = environment.open("first", counted);
        var second = environment.open("second", counted)) {
      awaitSegments(1);
      environment.requestAgain(job);
      assertLearned(awaitEnd());
    }
    assertTrue(attempts.get() > 1, attempts + " attempts");
    assertSegmentsFollowOneAnother(environment.record(job).getSegmentsList());
  }

  @Test
  void previewsChangeNothingThatIsLearned() throws Exception {
    environment.create(job, withPreviews(10));
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord done = awaitEnd();
      assertLearned(done);
      assertEquals(
          List.of(
              "loss-curve.png",
              "losses.csv",
              "previews.png",
              "previews/000000.png",
              "previews/000010.png",
              "previews/000020.png",
              "previews/000024.png"),
          done.getFilesList().stream().map(JobFileReference::getName).toList());
      assertEquals("10", Png.text(content(done, "previews/000010.png")).get("training_step"));
      assertTrue(xmp(done, "previews/000010.png").contains("/trainedAlgorithmicMedia"));
      assertTrue(xmp(done, "previews.png").contains("/compositeWithTrainedAlgorithmicMedia"));
      assertEquals("a <my-mug> mug", Png.text(content(done, "previews/000010.png")).get("prompt"));
      assertLosses(new String(content(done, "losses.csv"), StandardCharsets.US_ASCII));
      keepForALook(done);
    }
  }

  @Test
  void aPreviewThatComesOutAsNoNumbersIsLeftOutAndTheTrainingGoesOn() throws Exception {
    TrainingSpec.Builder spec = withPreviews(10);
    spec.getPreviewGenerationBuilder().setGuidanceScale(1e300);
    environment.create(job, spec);
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord done = awaitEnd();
      assertLearned(done);
      assertEquals(
          List.of("loss-curve.png", "losses.csv"),
          done.getFilesList().stream().map(JobFileReference::getName).toList());
    }
  }

  @Test
  void aResumedJobKeepsItsPreviewsAndDrawsOnlyThoseThatAreMissing() throws Exception {
    environment.create(job, withPreviews(6));
    try (var trainer = environment.open("first", environment.trainer("first"))) {
      environment.await(job, record -> key(record, "previews/000006.png").isPresent());
    }
    JobRecord suspended = environment.await(job, record -> record.getState() != RUNNING);
    try (var trainer = environment.open("second", environment.trainer("second"))) {
      JobRecord done = awaitEnd();
      assertLearned(done);
      assertEquals(key(suspended, "previews/000000.png"), key(done, "previews/000000.png"));
      assertEquals(key(suspended, "previews/000006.png"), key(done, "previews/000006.png"));
      for (int step = 0; step <= STEPS; step += 6) {
        assertTrue(key(done, "previews/%06d.png".formatted(step)).isPresent(), "step " + step);
      }
      List<String> drawn = environment.storage().list(job.replace("trainingJobs", "jobs"));
      long previews = drawn.stream().filter(key -> key.contains("/previews/")).count();
      assertEquals(5, previews, drawn::toString);
    }
  }

  @Test
  void aPreviewThatAnEarlierAttemptOwesIsDrawnFromTheJournal() throws Exception {
    environment.create(job, spec(STEPS));
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      awaitEnd();
    }
    JobRecord ended = environment.record(job);
    String other = "tenants/t/trainingJobs/" + UUID.randomUUID();
    environment.create(other, withPreviews(STEPS));
    try (var trainer =
        environment.open(
            "two",
            attempt -> {
              for (JournalSegmentReference segment : ended.getSegmentsList()) {
                attempt.commit(ended.getProgress(), Optional.of(segment), List.of());
              }
              throw new InterruptedException("for the test");
            })) {
      environment.awaitSegments(other, ended.getSegmentsCount());
    }
    try (var trainer = environment.open("three", environment.trainer("three"))) {
      JobRecord done =
          environment.await(other, record -> record.getState() == JobState.JOB_STATE_SUCCEEDED);
      assertTrue(key(done, "previews/000000.png").isPresent());
      assertTrue(key(done, "previews/000024.png").isPresent());
      assertLearned(done);
    }
  }

  @Test
  void aRunningJobIsCancelled() throws Exception {
    environment.create(job, spec(ENDLESS));
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      awaitSegments(1);
      environment.requestCancel(job);
      JobRecord cancelled = awaitEnd();
      assertEquals(JobState.JOB_STATE_CANCELLED, cancelled.getState());
      assertTrue(key(cancelled, "loss-curve.png").isPresent());
    }
  }

  @Test
  void aDamagedPhotoFailsTheJobAndTellsWhich() throws Exception {
    byte[] bytes = "not what was uploaded".getBytes(StandardCharsets.UTF_8);
    TrainingSpec.Builder spec = spec(STEPS);
    spec.getPhotosBuilder(2).setKey("tenants/t/subjects/mug/photos/damaged.jpg");
    environment.storage().put("tenants/t/subjects/mug/photos/damaged.jpg", bytes, "image/jpeg");
    assertFails(spec, ErrorReason.ERROR_REASON_DATA_LOSS, "damaged.jpg");
  }

  @Test
  void aModelThatIsNotThereFailsTheJob() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS).setModel("models/none");
    assertFails(spec, ErrorReason.ERROR_REASON_MODEL_NOT_FOUND, "models/none");
  }

  @Test
  void aModelThatIsAnotherNowFailsTheJob() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS).setModelDigest("0".repeat(64));
    assertFails(spec, ErrorReason.ERROR_REASON_MODEL_UNUSABLE, "has changed");
  }

  @Test
  void aPrecisionThatIsNotSetFailsTheJob() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS).setPrecision(zoodip.v1.Precision.PRECISION_UNSPECIFIED);
    assertFails(spec, ErrorReason.ERROR_REASON_BAD_SETTINGS, "INT8");
  }

  @Test
  void settingsThatCannotWorkFailTheJobWithTheReason() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS);
    spec.getSettingsBuilder().setTimestepLow(spec.getSettings().getTimestepHigh());
    assertFails(spec, ErrorReason.ERROR_REASON_BAD_SETTINGS, "timesteps");
  }

  @Test
  void aStoredCaptionThatNamesAnotherConceptFailsTheJobAtItsFirstAttempt() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS);
    spec.getPhotosBuilder(1).setCaptions(0, "a photo of a {} beside <a-word>");
    assertFails(spec, ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, "<a-word>");
  }

  @Test
  void aCaptionOfMoreTokensThanTheModelTakesFailsTheJobAtItsFirstAttempt() throws Exception {
    TrainingSpec.Builder spec = spec(STEPS);
    spec.getPhotosBuilder(3).setCaptions(0, caption(MOST_TOKENS + 1));
    assertFails(spec, ErrorReason.ERROR_REASON_BAD_SETTINGS, "it has 31 tokens");
  }

  @Test
  void asManyAndAsLongCaptionsAsAJobMayHaveAreLearnedFrom() throws Exception {
    environment.create(job, withLongestCaptions());
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord done = awaitEnd();
      assertEquals(JobState.JOB_STATE_SUCCEEDED, done.getState(), done.getError()::getMessage);
      assertEquals(1, done.getAttempts());
      assertEquals(
          done.getTrainingResult().getEmbeddingSha256(),
          new Rederivation(environment.storage()).derive(done, step -> {}).sha256());
    }
  }

  @Test
  void aSchedulerThatDoesNotExistFailsTheJobAtItsFirstAttempt() throws Exception {
    TrainingSpec.Builder spec = withPreviews(4);
    spec.getPreviewGenerationBuilder().setScheduler("none");
    assertFails(spec, ErrorReason.ERROR_REASON_BAD_SETTINGS, "none");
  }

  private void assertFails(TrainingSpec.Builder spec, ErrorReason reason, String why)
      throws Exception {
    environment.create(job, spec);
    try (var trainer = environment.open("one", environment.trainer("one"))) {
      JobRecord failed = awaitEnd();
      assertEquals(JobState.JOB_STATE_FAILED, failed.getState());
      assertEquals(reason, failed.getError().getReason());
      assertTrue(failed.getError().getMessage().contains(why), failed.getError().getMessage());
      assertEquals(1, failed.getAttempts());
    }
  }

  private static void assertLearned(JobRecord record) {
    assertEquals(JobState.JOB_STATE_SUCCEEDED, record.getState(), record.getError().getMessage());
    assertEquals(Sha256.of(learned), record.getTrainingResult().getEmbeddingSha256());
  }

  private static void assertSegmentsFollowOneAnother(List<JournalSegmentReference> segments) {
    int last = 0;
    for (JournalSegmentReference segment : segments) {
      assertEquals(last + 1, segment.getFirstStep());
      last = segment.getLastStep();
    }
    assertEquals(STEPS, last);
  }

  private static void assertEmbedding(TrainingResult result) throws Exception {
    Path file = folder.resolve("embedding.safetensors");
    Files.write(file, environment.storage().get(result.getEmbeddingKey()));
    try (SafetensorsFile embedding = SafetensorsFile.open(file)) {
      assertArrayEquals(learned, embedding.floats("<my-mug>"));
    }
    assertEquals(List.of(learned.length), result.getEmbeddingWidthsList());
  }

  private void assertProvenance(JobRecord done) throws Exception {
    TrainingResult result = done.getTrainingResult();
    JsonNode told = provenance(done);
    assertEquals(job, told.at("/job").asText());
    assertEquals(result.getEmbeddingSha256(), told.at("/embedding/sha256").asText());
    assertArrayEquals(
        Sha256.bytes(first), Base64.getDecoder().decode(told.at("/start/theta").asText()));
    assertEquals(STEPS, told.at("/journal/steps").asInt());
    assertEquals(STEPS, told.at("/training/settings/steps").asInt());
    assertEquals(
        done.getSpec().getTraining().getModelDigest(), told.at("/training/modelDigest").asText());
    assertEquals(5, told.at("/training/photos").size());
  }

  private static JsonNode provenance(JobRecord done) throws Exception {
    String key = done.getTrainingResult().getProvenanceKey();
    return new ObjectMapper().readTree(environment.storage().get(key));
  }

  private static void assertDerivedAgain(JobRecord done, int steps) {
    var rederived = new Rederivation(environment.storage()).derive(done, step -> {});
    assertEquals(done.getTrainingResult().getEmbeddingSha256(), rederived.sha256());
    assertEquals(steps, rederived.steps());
  }

  private JobRecord awaitEnd() throws Exception {
    return environment.await(
        job,
        record -> record.getState() != RUNNING && record.getState() != JobState.JOB_STATE_QUEUED);
  }

  private void awaitSegments(int count) throws InterruptedException {
    environment.awaitSegments(job, count);
  }

  /** Dies in the middle of its work as soon as the job has so many segments. */
  private JobHandler dyingAfter(int segments, JobHandler trainer) {
    return attempt -> {
      Thread victim = new Thread(() -> workUntilNothingIsHeard(trainer, attempt));
      victim.setDaemon(true);
      victim.start();
      awaitSegments(segments);
      throw new InterruptedException("for the test");
    };
  }

  private static void workUntilNothingIsHeard(JobHandler trainer, JobAttempt attempt) {
    RuntimeException unheard =
        assertThrows(RuntimeException.class, () -> trainer.work(attempt), "still heard");
    System.getLogger("victim").log(System.Logger.Level.INFO, unheard.toString());
  }

  private static JobHandler counted(JobHandler trainer, AtomicInteger attempts) {
    return attempt -> {
      attempts.incrementAndGet();
      return trainer.work(attempt);
    };
  }

  private static TrainingSpec.Builder withPreviews(int interval) {
    return spec(STEPS)
        .setPreviewInterval(interval)
        .setPreviewPrompt("a <my-mug> mug")
        .setPreviewGeneration(
            GenerationSettings.newBuilder()
                .setScheduler("ddim")
                .setSteps(4)
                .setGuidanceScale(3)
                .setWidth(64)
                .setHeight(64));
  }

  /** As many photos as a subject has, with as many of the longest captions as a job may have. */
  private static TrainingSpec.Builder withLongestCaptions() {
    TrainingSpec five = spec(4).build();
    TrainingSpec.Builder spec = five.toBuilder().clearPhotos();
    for (int photo = 0; photo < MOST_PHOTOS; photo++) {
      spec.addPhotos(
          five.getPhotos(photo % five.getPhotosCount()).toBuilder()
              .clearCaptions()
              .addAllCaptions(Collections.nCopies(29, caption(MOST_TOKENS))));
    }
    int left = Topics.MAX_EVENT_BYTES - spec.build().getSerializedSize();
    assertTrue(left > 0 && left < 32 << 10, () -> left + " bytes left");
    return spec;
  }

  /** A caption of as many characters as it may have, of which only the words are tokens. */
  private static String caption(int tokens) {
    String words = "a photo of a {}" + " dog".repeat(tokens - 5);
    return " ".repeat(MOST_CHARACTERS - words.length()) + words;
  }

  private static Optional<String> key(JobRecord record, String file) {
    return record.getFilesList().stream()
        .filter(reference -> reference.getName().equals(file))
        .map(JobFileReference::getKey)
        .findFirst();
  }

  private static byte[] content(JobRecord record, String file) {
    return environment.storage().get(key(record, file).orElseThrow());
  }

  private static String xmp(JobRecord record, String file) {
    return Png.text(content(record, file)).get("XML:com.adobe.xmp");
  }

  private static void assertLosses(String table) {
    List<String> lines = table.lines().toList();
    assertEquals("step,loss,smoothed", lines.get(0));
    assertEquals(1 + STEPS, lines.size());
    assertTrue(lines.get(STEPS).matches("24,[0-9.E-]+,[0-9.E-]+"), lines.get(STEPS));
  }

  private static void keepForALook(JobRecord record) throws Exception {
    Path shown = Files.createDirectories(Path.of("target", "files"));
    for (String file : List.of("loss-curve.png", "previews.png")) {
      Files.write(shown.resolve(file), content(record, file));
    }
  }

  private static TrainingSpec.Builder spec(int steps) {
    return toy.spec(steps, zoodip.v1.Precision.PRECISION_INT8).toBuilder();
  }
}
