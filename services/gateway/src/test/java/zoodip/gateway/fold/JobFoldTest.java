package zoodip.gateway.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static zoodip.v1.JobState.JOB_STATE_CANCELLED;
import static zoodip.v1.JobState.JOB_STATE_FAILED;
import static zoodip.v1.JobState.JOB_STATE_QUEUED;
import static zoodip.v1.JobState.JOB_STATE_RUNNING;
import static zoodip.v1.JobState.JOB_STATE_SUCCEEDED;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.ConceptDeleted;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.kafka.Topics;

class JobFoldTest {
  @Test
  void anAcceptedTrainingIsQueuedForTrainers() {
    History history = History.of(Events.TRAINING, Events.training());

    JobRecord job = history.job();
    assertEquals(JOB_STATE_QUEUED, job.getState());
    assertEquals(Events.TRAINING, job.getName());
    assertEquals(Events.STEPS, job.getProgress().getTotal());
    assertEquals(
        List.of(
            new Effect.Enqueue(
                Topics.TRAINING_REQUESTS,
                WorkRequest.newBuilder()
                    .setJob(Events.TRAINING)
                    .setRevision(job.getRevision())
                    .build())),
        history.effects());
  }

  @Test
  void anAcceptedEvaluationIsQueuedForEvaluators() {
    History history = History.of(Events.EVALUATION, Events.evaluation());

    assertEquals(3, history.job().getProgress().getTotal());
    assertEquals(Topics.EVALUATION_REQUESTS, history.effects(Effect.Enqueue.class).get(0).topic());
  }

  @Test
  void aSecondAcceptedChangesNothingButThePosition() {
    History history = History.of(Events.TRAINING, Events.training());
    JobRecord first = history.job();

    FoldResult second = history.publish(Events.training());

    assertEquals(
        first.toBuilder().setEventOffset(first.getEventOffset() + 1).build(),
        second.record().orElseThrow());
    assertTrue(second.effects().isEmpty());
  }

  @Test
  void aJobUnderTheNameOfAnotherKindIsNotAccepted() {
    assertEquals(Optional.empty(), History.of(Events.EVALUATION, Events.training()).record());
  }

  @Test
  void aStartMakesTheAttemptCurrent() {
    JobRecord job = History.of(Events.TRAINING, Events.training(), Events.started("a")).job();

    assertEquals(JOB_STATE_RUNNING, job.getState());
    assertEquals("a", job.getAttempt());
    assertEquals("node-a", job.getWorker());
    assertEquals(1, job.getAttempts());
    assertTrue(job.hasStartTime());
  }

  @Test
  void anotherWorkerTakesOverFromADeadOne() {
    JobRecord job =
        History.of(
                Events.TRAINING,
                Events.training(),
                Events.started("a"),
                Events.committed("a", 1, 10),
                Events.started("b"),
                Events.committed("a", 11, 20),
                Events.committed("b", 11, 15))
            .job();

    assertEquals(2, job.getAttempts());
    assertEquals("b", job.getAttempt());
    assertEquals(List.of("a/1", "b/11"), keys(job));
  }

  @Test
  void onlyASegmentThatContinuesExactlyIsAppended() {
    History history = History.of(Events.TRAINING, Events.training(), Events.started("a"));
    history.publish(Events.committed("a", 2, 10));
    history.publish(Events.committed("a", 1, 10));
    history.publish(Events.committed("a", 1, 10));
    history.publish(Events.committed("a", 12, 20));
    history.publish(Events.committed("a", 11, 10));
    history.publish(Events.committed("a", 11, Events.STEPS + 1));

    assertEquals(List.of("a/1"), keys(history.job()));
    assertEquals(10, history.job().getProgress().getDone());
  }

  @Test
  void aTrainingThatItsProbesEndedHasSucceededWithTheStepsThatItTook() {
    History history =
        History.of(
            Events.TRAINING,
            Events.training(),
            Events.started("a"),
            Events.committed("a", 1, 40),
            Events.trained("a", 40));

    assertEquals(JOB_STATE_SUCCEEDED, history.job().getState());
    assertEquals(40, history.job().getProgress().getDone());
    assertEquals(Events.STEPS, history.job().getProgress().getTotal());
  }

  @Test
  void filesAreKeptByNameOverAttempts() {
    History history = History.of(Events.TRAINING, Events.training(), Events.started("a"));
    history.publish(Events.wrote("a", "previews/000010.png", "losses.csv"));
    history.publish(Events.started("b"));
    history.publish(Events.wrote("a", "previews.png"));
    history.publish(Events.wrote("b", "losses.csv"));

    JobRecord job = history.job();
    assertEquals(
        List.of("b/losses.csv", "a/previews/000010.png"),
        job.getFilesList().stream().map(file -> file.getKey()).toList());
    assertEquals(0, job.getSegmentsCount());
  }

  @Test
  void anEvaluationsProgressHasNoSegments() {
    JobRecord job =
        History.of(
                Events.EVALUATION,
                Events.evaluation(),
                Events.started("a"),
                Events.progress("a", 2),
                Events.committed("a", 1, 3))
            .job();

    assertEquals(2, job.getProgress().getDone());
    assertEquals(0, job.getSegmentsCount());
  }

  @Test
  void aSuspendedJobIsQueuedAgainWithItsSegments() {
    History history =
        History.of(
            Events.TRAINING,
            Events.training(),
            Events.started("a"),
            Events.committed("a", 1, 10),
            Events.suspended("a"));

    JobRecord job = history.job();
    assertEquals(JOB_STATE_QUEUED, job.getState());
    assertEquals("", job.getAttempt());
    assertEquals(List.of("a/1"), keys(job));
    assertEquals(0, job.getProgress().getPerSecond());
    List<Effect.Enqueue> queued = history.effects(Effect.Enqueue.class);
    assertEquals(2, queued.size());
    assertEquals(job.getRevision(), queued.get(1).request().getRevision());
  }

  @Test
  void theRecordNamesItsNewestRequestAlsoWhenItHasChangedSince() {
    History history = History.of(Events.TRAINING, Events.training());
    long first = history.job().getRevision();
    assertEquals(first, history.job().getQueuedRevision());

    history.publish(Events.started("a"));
    assertEquals(first, history.job().getQueuedRevision());

    history.publish(Events.suspended("a"));
    long second = history.job().getRevision();
    history.publish(Events.started("b"));
    assertEquals(second, history.job().getQueuedRevision());
  }

  @Test
  void aSuspendedJobThatIsToBeCancelledIsNotQueuedAgain() {
    History history =
        History.of(
            Events.TRAINING,
            Events.training(),
            Events.started("a"),
            Events.cancelRequested(),
            Events.suspended("a"));

    assertEquals(JOB_STATE_CANCELLED, history.job().getState());
    assertEquals(1, history.effects(Effect.Enqueue.class).size());
  }

  @Test
  void aSucceededTrainingPublishesItsConcept() {
    History history =
        History.of(Events.TRAINING, Events.training(), Events.started("a"), Events.trained("a"));

    JobRecord job = history.job();
    assertEquals(JOB_STATE_SUCCEEDED, job.getState());
    assertEquals(Events.STEPS, job.getProgress().getDone());
    ConceptRecord concept = history.effects(Effect.PublishConcept.class).get(0).concept();
    assertEquals("embedding of a", concept.getEmbeddingKey());
    assertEquals(Events.CONCEPT, concept.getConcept().getName());
    assertEquals("<my-dog>", concept.getConcept().getPlaceholder());
    assertEquals(Events.TRAINING, concept.getConcept().getTrainingJob());
    assertEquals(job.getEndTime(), concept.getConcept().getCreateTime());
    assertEquals(0, history.effects(Effect.AppendEvent.class).size());
  }

  @Test
  void aTrainingWithAnEvaluationAsksForItUnderANameOfItsOwn() {
    History history =
        History.of(
            Events.TRAINING,
            Events.trainingWithEvaluation(),
            Events.started("a"),
            Events.trained("a"));

    Effect.AppendEvent appended = history.effects(Effect.AppendEvent.class).get(0);
    assertEquals(history.job().getEvaluationJob(), appended.key());
    assertTrue(appended.key().startsWith("tenants/acme/evaluations/"), appended.key());
    JobRecord evaluation = History.of(appended.key(), appended.event()).job();
    assertEquals(JOB_STATE_QUEUED, evaluation.getState());
    var spec = evaluation.getSpec().getEvaluation();
    assertEquals(Events.CONCEPT, spec.getConcept());
    assertEquals("models/clip", spec.getClipModel());
    assertEquals("models/dino", spec.getDinoModel());
    assertEquals(List.of("a {0} {1}"), spec.getSettings().getPromptsList());
  }

  @Test
  void aSucceededEvaluationKeepsItsScores() {
    JobRecord job =
        History.of(Events.EVALUATION, Events.evaluation(), Events.started("a"), Events.scored("a"))
            .job();

    assertEquals(JOB_STATE_SUCCEEDED, job.getState());
    assertEquals(0.5, job.getEvaluationResult().getScores().getDino());
  }

  @Test
  void aResultOfTheWrongKindIsDropped() {
    JobRecord job =
        History.of(Events.TRAINING, Events.training(), Events.started("a"), Events.scored("a"))
            .job();

    assertEquals(JOB_STATE_RUNNING, job.getState());
    assertFalse(job.hasEvaluationResult());
  }

  @Test
  void aFailureOfTheCurrentAttemptEndsTheJob() {
    JobRecord job =
        History.of(Events.TRAINING, Events.training(), Events.started("a"), Events.failed("a"))
            .job();

    assertEquals(JOB_STATE_FAILED, job.getState());
    assertEquals("The loss of step 7 is not a number", job.getError().getMessage());
  }

  @Test
  void aFailureOfNoAttemptEndsAQueuedJob() {
    assertEquals(
        JOB_STATE_FAILED,
        History.of(Events.TRAINING, Events.training(), Events.failed("")).job().getState());
  }

  @Test
  void aFailureOfAnOldAttemptIsDropped() {
    assertEquals(
        JOB_STATE_RUNNING,
        History.of(
                Events.TRAINING,
                Events.training(),
                Events.started("a"),
                Events.started("b"),
                Events.failed("a"))
            .job()
            .getState());
  }

  @Test
  void aQueuedJobIsCancelledAtOnce() {
    JobRecord job =
        History.of(
                Events.TRAINING,
                Events.training(),
                Events.cancelRequested(),
                Events.started("late"))
            .job();

    assertEquals(JOB_STATE_CANCELLED, job.getState());
    assertEquals("changed my mind", job.getCancelReason());
    assertEquals(0, job.getAttempts());
  }

  @Test
  void aRunningJobIsCancelledByItsWorker() {
    History history =
        History.of(
            Events.TRAINING, Events.training(), Events.started("a"), Events.cancelRequested());
    assertEquals(JOB_STATE_RUNNING, history.job().getState());
    assertTrue(history.job().getCancelRequested());

    history.publish(Events.cancelled("a"));

    assertEquals(JOB_STATE_CANCELLED, history.job().getState());
    assertTrue(history.job().hasEndTime());
  }

  @Test
  void aCancelThatNobodyAskedForIsDropped() {
    assertEquals(
        JOB_STATE_RUNNING,
        History.of(Events.TRAINING, Events.training(), Events.started("a"), Events.cancelled("a"))
            .job()
            .getState());
  }

  @Test
  void onlyAnEndedJobIsDeleted() {
    History history = History.of(Events.TRAINING, Events.training(), Events.deleteRequested());
    assertEquals(JOB_STATE_QUEUED, history.job().getState());

    history.publish(Events.cancelRequested());
    history.publish(Events.deleteRequested());

    assertEquals(Optional.empty(), history.record());
  }

  @Test
  void aJobMadeAgainHasHigherRevisionsThanTheDeletedOne() {
    History history =
        History.of(
            Events.TRAINING,
            Events.training(),
            Events.started("a"),
            Events.committed("a", 1, 10),
            Events.trained("a"));
    long last = history.job().getRevision();
    history.publish(Events.deleteRequested());

    history.publish(Events.training());

    assertTrue(history.job().getRevision() > last);
  }

  @Test
  void eventsAboutAJobThatIsNotThereLeaveNothing() {
    assertEquals(Optional.empty(), History.of(Events.TRAINING, Events.started("a")).record());
  }

  @Test
  void conceptEventsUnderAJobsNameAreDropped() {
    var deleted =
        JobEvent.newBuilder().setConceptDeleted(ConceptDeleted.getDefaultInstance()).build();
    History history = History.of(Events.TRAINING, Events.training(), deleted);

    assertEquals(JOB_STATE_QUEUED, history.job().getState());
    assertEquals(1, history.effects().size());
  }

  @Test
  void timesAreThoseOfTheEvents() {
    FoldResult foldResult =
        JobFold.fold(
            Events.TRAINING,
            Optional.empty(),
            Events.training(),
            new LogPosition(0, 0),
            Instant.ofEpochSecond(1_700_000_000));

    assertEquals(1_700_000_000, foldResult.record().orElseThrow().getCreateTime().getSeconds());
  }

  private static List<String> keys(JobRecord job) {
    return job.getSegmentsList().stream().map(segment -> segment.getKey()).toList();
  }
}
