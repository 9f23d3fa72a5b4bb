package zoodip.client;

import java.time.Duration;
import java.util.function.Consumer;
import zoodip.contract.JobStates;
import zoodip.v1.Evaluation;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchTrainingJobRequest;

/**
 * Follows jobs to their end. A stream that breaks, or that has been open for long, is opened again
 * with the last resume token: no change is shown twice, and none after a newer one.
 */
public final class JobWatcher {
  // a server that vanished without a word is missed after this time at the latest
  private static final Duration RENEWAL = Duration.ofMinutes(5);
  private static final int LOOKS = 200;
  private static final int LOOK_MILLIS = 50;

  private final Client client;
  private final Retries retries;
  private final Duration renewal;

  JobWatcher(Client client, int tries) {
    this(client, tries, RENEWAL);
  }

  JobWatcher(Client client, int tries, Duration renewal) {
    this.client = client;
    retries = new Retries(tries);
    this.renewal = renewal;
  }

  /**
   * Shows each change of a training, the first being how it is now; returns how it ended.
   *
   * @throws io.grpc.StatusRuntimeException if there is no such job, or the server stays away
   */
  public TrainingJob training(String name, Consumer<TrainingJob> listener) {
    var watch =
        new ResumableWatch<TrainingJob>(
            retries, listener, job -> JobStates.isTerminal(job.getState()));
    return watch.follow(
        token ->
            client
                .trainingWatches(renewal)
                .watchTrainingJob(
                    WatchTrainingJobRequest.newBuilder()
                        .setName(name)
                        .setResumeToken(token)
                        .build())
                .forEachRemaining(
                    change -> {
                      watch.received(change.getResumeToken());
                      if (change.hasTrainingJob()) {
                        watch.changed(change.getTrainingJob());
                      }
                    }));
  }

  /**
   * Shows each change of an evaluation, the first being how it is now; returns how it ended.
   *
   * @throws io.grpc.StatusRuntimeException if there is no such evaluation, or the server stays away
   */
  public Evaluation evaluation(String name, Consumer<Evaluation> listener) {
    var watch =
        new ResumableWatch<Evaluation>(
            retries, listener, job -> JobStates.isTerminal(job.getState()));
    return watch.follow(
        token ->
            client
                .evaluationWatches(renewal)
                .watchEvaluation(
                    WatchEvaluationRequest.newBuilder().setName(name).setResumeToken(token).build())
                .forEachRemaining(
                    change -> {
                      watch.received(change.getResumeToken());
                      if (change.hasEvaluation()) {
                        watch.changed(change.getEvaluation());
                      }
                    }));
  }

  /**
   * A training that has succeeded, with the name of the evaluation that was asked for: that is an
   * effect of the success and is known a moment after it.
   *
   * @throws RunFailedException if no evaluation is queued
   */
  public TrainingJob withEvaluation(TrainingJob succeeded) {
    GetTrainingJobRequest get =
        GetTrainingJobRequest.newBuilder().setName(succeeded.getName()).build();
    TrainingJob now = succeeded;
    for (int look = 0; now.getEvaluationJob().isEmpty() && look < LOOKS; look++) {
      pause();
      now = client.call(() -> client.trainingJobs().getTrainingJob(get));
    }
    if (now.getEvaluationJob().isEmpty()) {
      throw new RunFailedException(
          succeeded.getName() + " succeeded, but no evaluation was queued");
    }
    return now;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("Interrupted while waiting for an evaluation", e);
    }
  }
}
