package zoodip.systemtests;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingMethod;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/**
 * Trainers along sensitivity directions that are killed, also where a published training has
 * nothing: while a basis is measured, and before its journal has it.
 */
@Timeout(600)
@ExtendWith(Stage.Extension.class)
class SensitivityDeathIT {
  private static final int STEPS = 90;
  private static final int INTERVAL = 10;
  private static final int KILLS = 5;
  private static final int MOST_TRIES = 3;
  private static final String MEASURES = ": measures bases for step ";
  private static final String USES = ": uses new bases from step ";

  private static final Pattern LOSSES_DIGEST =
      Pattern.compile("\"journal\"[^}]*\"sha256\"\\s*:\\s*\"([0-9a-f]{64})\"");

  /** Debug lines say when a trainer measures bases. */
  private static final Map<String, String> TOLD =
      Map.of("quarkus.log.category.\"zoodip.trainer\".level", "DEBUG");

  /** Nothing is committed before the end. */
  private static final Map<String, String> TOLD_AND_UNCOMMITTED =
      Map.of(
          "quarkus.log.category.\"zoodip.trainer\".level",
          "DEBUG",
          "trainer.flush-interval",
          "PT1H");

  private static TrainingJob undisturbed;
  private static List<ByteString> undisturbedFiles;
  private static long trainingMillis;

  @BeforeAll
  static void trainUndisturbed(Stage stage) throws Exception {
    try (App trainer = stage.trainer()) {
      undisturbed = stage.api().awaitEnd(stage.api().create(training(stage)).getName());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, undisturbed.getState(), undisturbed::toString);
      assertTrue(trainer.isAlive());
    }
    undisturbedFiles = files(stage, undisturbed);
    trainingMillis =
        Timestamps.toMillis(undisturbed.getEndTime())
            - Timestamps.toMillis(undisturbed.getStartTime());
  }

  @Test
  void fiveKillsInsideARefreshBeforeItsCommitAndElsewhereChangeNotABit(Stage stage)
      throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("Killing at moments of -Dkill.seed=" + seed);
    Random random = new Random(seed);
    String job = stage.api().create(training(stage)).getName();
    killAnywhere(stage, job, random);
    killInsideARefresh(stage, job);
    killBetweenABasisAndItsCommit(stage, job);
    killAnywhere(stage, job, random);
    killAnywhere(stage, job, random);
    try (App trainer = stage.trainer()) {
      TrainingJob ended = stage.api().awaitEnd(job);
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), () -> "seed " + seed + ended);
      assertTrue(ended.getAttempts() > KILLS, ended::toString);
      assertEquals(
          undisturbed.getEmbeddingSha256(), ended.getEmbeddingSha256(), () -> "seed " + seed);
      assertEquals(undisturbedFiles, files(stage, ended), () -> "seed " + seed);
      assertEquals(lossesDigest(stage, undisturbed), lossesDigest(stage, ended));
      assertVerified(stage, ended);
      assertTrue(trainer.isAlive());
    }
  }

  /** After the first commit: some losses are kept, some are lost. */
  private static void killAnywhere(Stage stage, String job, Random random) throws Exception {
    int before = stage.api().job(job).getAttempts();
    try (App trainer = stage.trainer(TOLD)) {
      awaitAttempt(stage, job, before);
      TrainingJob begun = stage.api().await(job, now -> now.getProgress().getDone() > 0);
      long moment = System.nanoTime() + MILLISECONDS.toNanos(random.nextLong(trainingMillis / 6));
      // never so late that the job could be done before the last kill
      int enough = STEPS * begun.getAttempts() / (KILLS + 2);
      while (System.nanoTime() < moment && stage.api().job(job).getProgress().getDone() < enough) {
        Thread.sleep(20);
      }
      assertTrue(trainer.isAlive());
      trainer.kill();
    }
    assertUnfinished(stage, job);
  }

  /** Once more if this process was held up for longer than a refresh takes. */
  private static void killInsideARefresh(Stage stage, String job) throws Exception {
    boolean hit = false;
    for (int tries = 0; !hit; tries++) {
      assertTrue(tries < MOST_TRIES, "no kill hit a refresh");
      int before = stage.api().job(job).getAttempts();
      try (App trainer = stage.trainer(TOLD)) {
        awaitAttempt(stage, job, before);
        trainer.awaitLog(job + MEASURES);
        trainer.kill();
        hit = trainer.logged(job + USES) < trainer.logged(job + MEASURES);
      }
      assertUnfinished(stage, job);
    }
  }

  private static void killBetweenABasisAndItsCommit(Stage stage, String job) throws Exception {
    int before = stage.api().job(job).getAttempts();
    int committed;
    try (App trainer = stage.trainer(TOLD_AND_UNCOMMITTED)) {
      committed = awaitAttempt(stage, job, before).getProgress().getDone();
      trainer.awaitLog(job + USES);
      trainer.kill();
    }
    assertUnfinished(stage, job);
    assertEquals(
        committed,
        stage.api().job(job).getProgress().getDone(),
        "a basis is committed with the first losses that use it");
  }

  /** The job as the next trainer found it. */
  private static TrainingJob awaitAttempt(Stage stage, String job, int before) {
    return stage.api().await(job, now -> now.getAttempts() > before);
  }

  private static void assertUnfinished(Stage stage, String job) {
    TrainingJob killed = stage.api().job(job);
    assertEquals(JobState.JOB_STATE_RUNNING, killed.getState(), killed::toString);
  }

  private static void assertVerified(Stage stage, TrainingJob job) {
    VerifyConceptResponse answer =
        stage
            .api()
            .concepts()
            .verifyConcept(VerifyConceptRequest.newBuilder().setName(job.getConcept()).build());
    assertTrue(answer.getVerified(), answer::toString);
    assertEquals(STEPS, answer.getSteps());
  }

  /** The concept's bytes and the losses; both are of one concept's name, so that they are alike. */
  private static List<ByteString> files(Stage stage, TrainingJob job) {
    return List.of(
        stage.api().file(job.getName(), "embedding.safetensors"),
        stage.api().file(job.getName(), "losses.csv"));
  }

  /** Of all losses, as the provenance has it. */
  private static String lossesDigest(Stage stage, TrainingJob job) {
    String provenance = stage.api().file(job.getName(), "provenance.json").toStringUtf8();
    Matcher digest = LOSSES_DIGEST.matcher(provenance);
    assertTrue(digest.find(), provenance);
    return digest.group(1);
  }

  /** Measuring four vectors takes longer than the steps between: there is time to hit it. */
  private static CreateTrainingJobRequest training(Stage stage) {
    CreateTrainingJobRequest.Builder request =
        stage.api().training(stage.subject(), "along-sensitivity", STEPS).toBuilder();
    request
        .getTrainingJobBuilder()
        .getSettingsBuilder()
        .setMethod(TrainingMethod.TRAINING_METHOD_SENSITIVITY_DIRECTIONS)
        .setBasisInterval(INTERVAL)
        .setVectors(4);
    return request.build();
  }
}
