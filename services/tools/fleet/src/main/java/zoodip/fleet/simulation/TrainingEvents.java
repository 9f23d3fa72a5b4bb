package zoodip.fleet.simulation;

import zoodip.events.v1.Accepted;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.Suspended;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.JobError;
import zoodip.v1.JobProgress;
import zoodip.v1.TrainingSettings;

/** The events of trainings, as gateway and trainer say them. */
final class TrainingEvents {
  private TrainingEvents() {}

  static JobEvent accepted(int number, int steps) {
    return JobEvent.newBuilder()
        .setAccepted(
            Accepted.newBuilder()
                .setFingerprint("job " + number)
                .setSpec(
                    JobSpec.newBuilder()
                        .setTraining(
                            TrainingSpec.newBuilder()
                                .setConcept("tenants/fleet/concepts/c" + number)
                                .setSettings(TrainingSettings.newBuilder().setSteps(steps)))))
        .build();
  }

  static JobEvent started(String attempt, int slot) {
    return JobEvent.newBuilder()
        .setStarted(Started.newBuilder().setAttempt(attempt).setWorker("trainer-" + slot))
        .build();
  }

  /** The steps from {@code first} to {@code last} are safe. */
  static JobEvent committed(String attempt, int first, int last, int total) {
    return JobEvent.newBuilder()
        .setStepsCommitted(
            StepsCommitted.newBuilder()
                .setAttempt(attempt)
                .setProgress(JobProgress.newBuilder().setDone(last).setTotal(total))
                .setSegment(
                    JournalSegmentReference.newBuilder()
                        .setKey(attempt + "/" + first)
                        .setFirstStep(first)
                        .setLastStep(last)))
        .build();
  }

  static JobEvent suspended(String attempt, String reason) {
    return JobEvent.newBuilder()
        .setSuspended(Suspended.newBuilder().setAttempt(attempt).setReason(reason))
        .build();
  }

  static JobEvent failed(JobError error) {
    return JobEvent.newBuilder().setFailed(Failed.newBuilder().setError(error)).build();
  }

  static JobEvent succeeded(String attempt, int steps) {
    return JobEvent.newBuilder()
        .setSucceeded(
            Succeeded.newBuilder()
                .setAttempt(attempt)
                .setTraining(TrainingResult.newBuilder().setSteps(steps)))
        .build();
  }
}
