package zoodip.platform.work;

import java.util.Optional;
import zoodip.events.v1.Cancelled;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.Suspended;
import zoodip.v1.JobError;

/**
 * The events of an attempt, without a time.
 *
 * @param attempt its id
 */
record AttemptEvents(String attempt) {
  JobEvent.Builder started(String worker) {
    return JobEvent.newBuilder()
        .setStarted(Started.newBuilder().setAttempt(attempt).setWorker(worker));
  }

  JobEvent.Builder committed(StepsCommitted.Builder steps) {
    return JobEvent.newBuilder().setStepsCommitted(steps.setAttempt(attempt));
  }

  JobEvent.Builder failed(JobError error) {
    return JobEvent.newBuilder().setFailed(Failed.newBuilder().setAttempt(attempt).setError(error));
  }

  /** Empty if nothing is to be published. */
  Optional<JobEvent.Builder> ended(AttemptResult result) {
    if (result instanceof AttemptResult.Abandoned) {
      return Optional.empty();
    }
    JobEvent.Builder event = JobEvent.newBuilder();
    if (result instanceof AttemptResult.Learned learned) {
      event.setSucceeded(success().setTraining(learned.result()));
    } else if (result instanceof AttemptResult.Evaluated evaluated) {
      event.setSucceeded(success().setEvaluation(evaluated.result()));
    } else if (result instanceof AttemptResult.Suspended suspended) {
      event.setSuspended(Suspended.newBuilder().setAttempt(attempt).setReason(suspended.reason()));
    } else {
      event.setCancelled(Cancelled.newBuilder().setAttempt(attempt));
    }
    return Optional.of(event);
  }

  private Succeeded.Builder success() {
    return Succeeded.newBuilder().setAttempt(attempt);
  }
}
