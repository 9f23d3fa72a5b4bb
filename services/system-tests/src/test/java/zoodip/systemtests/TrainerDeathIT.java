package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import zoodip.events.v1.JobEvent;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** Trainers that are killed, told to stop, or frozen in the middle of a job. */
@Timeout(300)
@ExtendWith(Stage.Extension.class)
class TrainerDeathIT {
  private static final int STEPS = 120;
  private static final int KILLS = 5;

  private static TrainingJob undisturbed;
  private static long trainingMillis;

  @BeforeAll
  static void trainUndisturbed(Stage stage) throws Exception {
    try (App trainer = stage.trainer()) {
      undisturbed = train(stage, "undisturbed");
      assertEquals(JobState.JOB_STATE_SUCCEEDED, undisturbed.getState(), undisturbed::toString);
      assertTrue(trainer.isAlive());
    }
    trainingMillis =
        Timestamps.toMillis(undisturbed.getEndTime())
            - Timestamps.toMillis(undisturbed.getStartTime());
  }

  @Test
  void fiveKillsAtRandomMomentsChangeNotABit(Stage stage) throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("Killing at moments of -Dkill.seed=" + seed);
    Random random = new Random(seed);
    String job =
        stage.api().create(stage.api().training(stage.subject(), "killed", STEPS)).getName();
    for (int kill = 1; kill <= KILLS; kill++) {
      int attempts = kill;
      try (App trainer = stage.trainer()) {
        stage.api().await(job, now -> now.getAttempts() >= attempts);
        // five sixths of an undisturbed training at most: the job is never done before the last
        Thread.sleep(random.nextLong(trainingMillis / (KILLS + 1) + 1));
        assertTrue(trainer.isAlive());
        trainer.kill();
      }
    }
    try (App trainer = stage.trainer()) {
      TrainingJob ended = stage.api().awaitEnd(job);
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), () -> "seed " + seed + ended);
      assertEquals(
          undisturbed.getEmbeddingSha256(), ended.getEmbeddingSha256(), () -> "seed " + seed);
      assertEquals(KILLS + 1, ended.getAttempts());
      assertTrue(trainer.isAlive());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
  void aTrainerToldToStopSuspendsItsJobAndAnotherGoesOn(Stage stage) throws Exception {
    String job =
        stage.api().create(stage.api().training(stage.subject(), "suspended", STEPS)).getName();
    int done;
    try (App first = stage.trainer()) {
      stage.api().await(job, now -> now.getProgress().getDone() >= STEPS / 4);
      assertEquals(143, first.terminate());
    }
    TrainingJob between =
        stage.api().await(job, now -> now.getState() == JobState.JOB_STATE_QUEUED);
    assertEquals(JobState.JOB_STATE_QUEUED, between.getState());
    done = between.getProgress().getDone();
    assertTrue(done >= STEPS / 4 && done < STEPS, () -> between.toString());
    try (App second = stage.trainer()) {
      TrainingJob ended = stage.api().awaitEnd(job);
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
      assertEquals(undisturbed.getEmbeddingSha256(), ended.getEmbeddingSha256());
      assertEquals(2, ended.getAttempts());
      assertTrue(second.isAlive());
    }
    assertEquals(1, count(stage, job, JobEvent::hasSuspended));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGSTOP")
  void ofTwoTrainersOnOneJobTheFirstIsFenced(Stage stage) throws Exception {
    String job =
        stage.api().create(stage.api().training(stage.subject(), "contested", STEPS)).getName();
    try (App first = stage.trainer()) {
      stage.api().await(job, now -> now.getProgress().getDone() > 0);
      first.freeze();
      try (App second = stage.trainer()) {
        stage.api().await(job, now -> now.getAttempts() == 2);
        first.thaw();
        TrainingJob ended = stage.api().awaitEnd(job);
        assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
        assertEquals(undisturbed.getEmbeddingSha256(), ended.getEmbeddingSha256());
        assertEquals(2, ended.getAttempts());
        assertTrue(second.isAlive());
      }
      assertEquals(1, count(stage, job, JobEvent::hasSucceeded));
      first.awaitLog(job + ": fenced");
      assertTrue(first.isAlive());
      TrainingJob next = train(stage, "afterwards");
      assertEquals(undisturbed.getEmbeddingSha256(), next.getEmbeddingSha256());
    }
  }

  private static TrainingJob train(Stage stage, String concept) {
    String job =
        stage.api().create(stage.api().training(stage.subject(), concept, STEPS)).getName();
    return stage.api().awaitEnd(job);
  }

  private static long count(Stage stage, String job, Predicate<JobEvent> kind) {
    return new JobTopics(stage.cluster().kafka()).events(job).stream().filter(kind).count();
  }
}
