package zoodip.gateway.fold;

import zoodip.events.v1.Accepted;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.Cancelled;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobSpec;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.Suspended;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.JobError;
import zoodip.v1.JobProgress;
import zoodip.v1.Scores;
import zoodip.v1.TrainingSettings;

/** Job events for tests. */
final class Events {
  static final String TRAINING = "tenants/acme/trainingJobs/t1";
  static final String EVALUATION = "tenants/acme/evaluations/e1";
  static final String CONCEPT = "tenants/acme/concepts/my-dog";
  static final int STEPS = 100;

  private Events() {}

  static JobEvent training() {
    return accepted("f1", JobSpec.newBuilder().setTraining(trainingSpec()).build());
  }

  static JobEvent trainingWithEvaluation() {
    TrainingSpec spec =
        trainingSpec().toBuilder()
            .setEvaluation(EvaluationSettings.newBuilder().addPrompts("a {0} {1}"))
            .setClipModel("models/clip")
            .setDinoModel("models/dino")
            .build();
    return accepted("f1", JobSpec.newBuilder().setTraining(spec).build());
  }

  static JobEvent evaluation() {
    EvaluationSpec spec =
        EvaluationSpec.newBuilder()
            .setConcept(CONCEPT)
            .setSettings(
                EvaluationSettings.newBuilder().addPrompts("a {0} {1}").setImagesPerPrompt(3))
            .build();
    return accepted("f2", JobSpec.newBuilder().setEvaluation(spec).build());
  }

  static JobEvent accepted(String fingerprint, JobSpec spec) {
    return JobEvent.newBuilder()
        .setAccepted(Accepted.newBuilder().setFingerprint(fingerprint).setSpec(spec))
        .build();
  }

  static JobEvent started(String attempt) {
    return JobEvent.newBuilder()
        .setStarted(Started.newBuilder().setAttempt(attempt).setWorker("node-" + attempt))
        .build();
  }

  static JobEvent committed(String attempt, int first, int last) {
    return JobEvent.newBuilder()
        .setStepsCommitted(
            StepsCommitted.newBuilder()
                .setAttempt(attempt)
                .setProgress(JobProgress.newBuilder().setDone(last).setTotal(STEPS).setPerSecond(5))
                .setSegment(
                    JournalSegmentReference.newBuilder()
                        .setKey(attempt + "/" + first)
                        .setFirstStep(first)
                        .setLastStep(last)))
        .build();
  }

  static JobEvent progress(String attempt, int done) {
    return JobEvent.newBuilder()
        .setStepsCommitted(
            StepsCommitted.newBuilder()
                .setAttempt(attempt)
                .setProgress(JobProgress.newBuilder().setDone(done)))
        .build();
  }

  static JobEvent wrote(String attempt, String... files) {
    StepsCommitted.Builder committed = StepsCommitted.newBuilder().setAttempt(attempt);
    for (String file : files) {
      committed.addFiles(JobFileReference.newBuilder().setName(file).setKey(attempt + "/" + file));
    }
    return JobEvent.newBuilder().setStepsCommitted(committed).build();
  }

  static JobEvent suspended(String attempt) {
    return JobEvent.newBuilder().setSuspended(Suspended.newBuilder().setAttempt(attempt)).build();
  }

  static JobEvent trained(String attempt) {
    return trained(attempt, STEPS);
  }

  static JobEvent trained(String attempt, int steps) {
    return JobEvent.newBuilder()
        .setSucceeded(
            Succeeded.newBuilder()
                .setAttempt(attempt)
                .setTraining(
                    TrainingResult.newBuilder()
                        .setEmbeddingKey("embedding of " + attempt)
                        .setEmbeddingSha256("abc")
                        .addEmbeddingWidths(128)
                        .setSteps(steps)))
        .build();
  }

  static JobEvent scored(String attempt) {
    return JobEvent.newBuilder()
        .setSucceeded(
            Succeeded.newBuilder()
                .setAttempt(attempt)
                .setEvaluation(
                    EvaluationResult.newBuilder().setScores(Scores.newBuilder().setDino(0.5))))
        .build();
  }

  static JobEvent failed(String attempt) {
    return JobEvent.newBuilder()
        .setFailed(
            Failed.newBuilder()
                .setAttempt(attempt)
                .setError(
                    JobError.newBuilder()
                        .setReason(ErrorReason.ERROR_REASON_LOSS_NOT_FINITE)
                        .setMessage("The loss of step 7 is not a number")))
        .build();
  }

  static JobEvent cancelRequested() {
    return JobEvent.newBuilder()
        .setCancelRequested(CancelRequested.newBuilder().setReason("changed my mind"))
        .build();
  }

  static JobEvent cancelled(String attempt) {
    return JobEvent.newBuilder().setCancelled(Cancelled.newBuilder().setAttempt(attempt)).build();
  }

  static JobEvent deleteRequested() {
    return JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance()).build();
  }

  private static TrainingSpec trainingSpec() {
    return TrainingSpec.newBuilder()
        .setSubject("tenants/acme/subjects/dog")
        .setClassWord("dog")
        .setModel("models/toybox")
        .setConcept(CONCEPT)
        .setPlaceholder("<my-dog>")
        .setSettings(TrainingSettings.newBuilder().setSteps(STEPS).setVectors(1))
        .build();
  }
}
