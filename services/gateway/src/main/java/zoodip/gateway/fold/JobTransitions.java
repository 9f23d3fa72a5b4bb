package zoodip.gateway.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import zoodip.contract.JobStates;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.v1.JobState;

/** The transitions of a job that exists; empty stands for an event that allows none. */
final class JobTransitions {
  private JobTransitions() {}

  /**
   * @param record the state before
   * @param after the same with the event's position, time and the next revision
   */
  static Optional<FoldResult> apply(JobRecord record, JobEvent event, JobRecord.Builder after) {
    if (JobStates.isTerminal(record.getState())) {
      return afterEnd(record, event, after);
    }
    return switch (event.getFactCase()) {
      case STARTED -> start(record, event.getStarted(), after);
      case STEPS_COMMITTED -> commit(record, event.getStepsCommitted(), after);
      case SUSPENDED -> suspend(record, event.getSuspended().getAttempt(), after);
      case SUCCEEDED -> succeed(record, event.getSucceeded(), after);
      case FAILED -> fail(record, event.getFailed(), after);
      case CANCEL_REQUESTED -> requestCancel(record, event, after);
      case CANCELLED -> cancel(record, event.getCancelled().getAttempt(), after);
      case ACCEPTED, DELETE_REQUESTED, ARCHIVED, CONCEPT_IMPORTED, CONCEPT_DELETED, FACT_NOT_SET ->
          Optional.empty();
    };
  }

  private static Optional<FoldResult> afterEnd(
      JobRecord record, JobEvent event, JobRecord.Builder after) {
    if (event.hasDeleteRequested()) {
      return Optional.of(FoldResult.withoutRecord());
    }
    return Optional.of(event)
        .filter(JobEvent::hasArchived)
        .map(JobEvent::getArchived)
        .filter(archived -> !record.hasArchive() && archived.getRevision() == record.getRevision())
        .map(
            archived ->
                FoldResult.to(
                    CompactRecords.of(after, archived).setUpdateTime(record.getUpdateTime())));
  }

  /** A worker takes the job, also from one that is thought dead. */
  private static Optional<FoldResult> start(
      JobRecord record, Started started, JobRecord.Builder after) {
    if (started.getAttempt().isEmpty() || started.getAttempt().equals(record.getAttempt())) {
      return Optional.empty();
    }
    if (!record.hasStartTime()) {
      after.setStartTime(after.getUpdateTime());
    }
    return Optional.of(
        FoldResult.to(
            after
                .setState(JobState.JOB_STATE_RUNNING)
                .setAttempt(started.getAttempt())
                .setAttemptProgressed(false)
                .setWorker(started.getWorker())
                .setAttempts(record.getAttempts() + 1)));
  }

  private static Optional<FoldResult> commit(
      JobRecord record, StepsCommitted committed, JobRecord.Builder after) {
    if (!isCurrent(record, committed.getAttempt())) {
      return Optional.empty();
    }
    if (committed.hasSegment() && !continues(record, committed.getSegment())) {
      return Optional.empty();
    }
    List<JobPart> parts = new ArrayList<>();
    if (committed.hasSegment()) {
      after.setLastStep(committed.getSegment().getLastStep()).setAttemptProgressed(true);
      parts.add(JobPart.newBuilder().setSegment(committed.getSegment()).build());
    }
    after.setProgress(committed.getProgress());
    JobParts.addFiles(after, committed.getFilesList());
    committed.getFilesList().forEach(file -> parts.add(JobPart.newBuilder().setFile(file).build()));
    // last: what it tells of is there by then
    parts.add(JobPart.newBuilder().setProgress(JobParts.progressOf(after)).build());
    return Optional.of(FoldResult.withParts(after, parts));
  }

  /** Whether the segment begins right after the last one and ends within the job. */
  private static boolean continues(JobRecord record, JournalSegmentReference segment) {
    return record.getSpec().hasTraining()
        && segment.getFirstStep() == record.getLastStep() + 1
        && segment.getLastStep() >= segment.getFirstStep()
        && segment.getLastStep() <= JobKinds.units(record.getSpec());
  }

  private static Optional<FoldResult> suspend(
      JobRecord record, String attempt, JobRecord.Builder after) {
    if (!isCurrent(record, attempt)) {
      return Optional.empty();
    }
    if (record.getCancelRequested()) {
      return Optional.of(FoldResult.to(end(after, JobState.JOB_STATE_CANCELLED)));
    }
    after.setState(JobState.JOB_STATE_QUEUED).clearAttempt().clearWorker();
    after.getProgressBuilder().clearPerSecond().clearRemaining();
    return Optional.of(FoldResult.to(after, JobFold.enqueue(after)));
  }

  private static Optional<FoldResult> succeed(
      JobRecord record, Succeeded succeeded, JobRecord.Builder after) {
    if (!isCurrent(record, succeeded.getAttempt())) {
      return Optional.empty();
    }
    return switch (succeeded.getResultCase()) {
      case TRAINING -> {
        after.setTrainingResult(succeeded.getTraining());
        finish(after);
        finishEarly(after);
        yield Optional.of(record)
            .filter(job -> job.getSpec().hasTraining())
            .map(job -> TrainingEffects.learned(after));
      }
      case EVALUATION -> {
        after.setEvaluationResult(succeeded.getEvaluation());
        finish(after);
        yield Optional.of(record)
            .filter(job -> job.getSpec().hasEvaluation())
            .map(job -> FoldResult.to(after));
      }
      case RESULT_NOT_SET -> Optional.empty();
    };
  }

  private static void finish(JobRecord.Builder after) {
    end(after, JobState.JOB_STATE_SUCCEEDED);
    after.getProgressBuilder().setDone(after.getProgress().getTotal());
  }

  /** A training that its probes ended has done fewer steps than it was asked for. */
  private static void finishEarly(JobRecord.Builder after) {
    int steps = after.getTrainingResult().getSteps();
    if (steps > 0 && steps < after.getProgress().getTotal()) {
      after.getProgressBuilder().setDone(steps);
    }
  }

  private static Optional<FoldResult> fail(
      JobRecord record, Failed failed, JobRecord.Builder after) {
    if (!failed.getAttempt().isEmpty() && !isCurrent(record, failed.getAttempt())) {
      return Optional.empty();
    }
    return Optional.of(
        FoldResult.to(end(after, JobState.JOB_STATE_FAILED).setError(failed.getError())));
  }

  /** A queued job ends at once; the worker of a running one sees the wish in the record. */
  private static Optional<FoldResult> requestCancel(
      JobRecord record, JobEvent event, JobRecord.Builder after) {
    if (record.getCancelRequested()) {
      return Optional.empty();
    }
    after.setCancelRequested(true).setCancelReason(event.getCancelRequested().getReason());
    return Optional.of(
        FoldResult.to(
            record.getState() == JobState.JOB_STATE_QUEUED
                ? end(after, JobState.JOB_STATE_CANCELLED)
                : after));
  }

  private static Optional<FoldResult> cancel(
      JobRecord record, String attempt, JobRecord.Builder after) {
    return isCurrent(record, attempt) && record.getCancelRequested()
        ? Optional.of(FoldResult.to(end(after, JobState.JOB_STATE_CANCELLED)))
        : Optional.empty();
  }

  private static JobRecord.Builder end(JobRecord.Builder after, JobState state) {
    after.getProgressBuilder().clearRemaining();
    return after.setState(state).setEndTime(after.getUpdateTime());
  }

  private static boolean isCurrent(JobRecord record, String attempt) {
    return record.getState() == JobState.JOB_STATE_RUNNING && record.getAttempt().equals(attempt);
  }
}
