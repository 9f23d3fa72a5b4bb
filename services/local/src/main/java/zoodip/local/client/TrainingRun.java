package zoodip.local.client;

import com.google.protobuf.util.Timestamps;
import java.util.Iterator;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/**
 * A training from its request to its success, with the speed at which it went.
 *
 * @param job as it ended
 * @param stepsPerSecond from the first committed steps to the last: without loading and starting
 */
public record TrainingRun(TrainingJob job, double stepsPerSecond) {
  /** Sees each change of a job. */
  @FunctionalInterface
  public interface Listener {
    void changed(TrainingJob before, TrainingJob now);
  }

  /**
   * Creates a job and follows it to its end.
   *
   * @throws RunFailedException if it does not succeed
   */
  public static TrainingRun follow(
      Client client, CreateTrainingJobRequest request, Listener listener) {
    TrainingJob newest = client.trainingJobs().createTrainingJob(request);
    TrainingJob first = TrainingJob.getDefaultInstance();
    TrainingJob last = first;
    Iterator<WatchTrainingJobResponse> changes =
        client
            .trainingWatches()
            .watchTrainingJob(
                WatchTrainingJobRequest.newBuilder().setName(newest.getName()).build());
    while (changes.hasNext()) {
      WatchTrainingJobResponse change = changes.next();
      if (!change.hasTrainingJob()) {
        continue;
      }
      TrainingJob now = change.getTrainingJob();
      listener.changed(newest, now);
      if (now.getProgress().getDone() > last.getProgress().getDone()) {
        first = first.getProgress().getDone() == 0 ? now : first;
        last = now;
      }
      newest = now;
    }
    if (newest.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(newest.getName(), newest.getError());
    }
    return new TrainingRun(newest, stepsPerSecond(first, last, newest));
  }

  static double stepsPerSecond(TrainingJob first, TrainingJob last, TrainingJob ended) {
    JobProgress from = first.getProgress();
    JobProgress to = last.getProgress();
    if (to.getDone() == from.getDone()) {
      return rate(ended.getSettings().getSteps(), ended.getStartTime(), ended.getEndTime());
    }
    return rate(to.getDone() - from.getDone(), first.getUpdateTime(), last.getUpdateTime());
  }

  private static double rate(
      int steps, com.google.protobuf.Timestamp from, com.google.protobuf.Timestamp to) {
    return steps / Math.max(1.0, Timestamps.toMillis(to) - Timestamps.toMillis(from)) * 1000;
  }
}
