package zoodip.client;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.JobProgress;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

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
    CreateTrainingJobRequest named =
        request.toBuilder().setRequestId(Client.newRequestId()).build();
    TrainingJob queued = client.call(() -> client.trainingJobs().createTrainingJob(named));
    Speed speed = new Speed(queued, listener);
    TrainingJob ended = client.watches().training(queued.getName(), speed::changed);
    if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(ended.getName(), ended.getState(), ended.getError());
    }
    return new TrainingRun(ended, stepsPerSecond(speed.first, speed.last, ended));
  }

  static double stepsPerSecond(TrainingJob first, TrainingJob last, TrainingJob ended) {
    JobProgress from = first.getProgress();
    JobProgress to = last.getProgress();
    if (to.getDone() == from.getDone()) {
      return rate(ended.getProgress().getDone(), ended.getStartTime(), ended.getEndTime());
    }
    return rate(to.getDone() - from.getDone(), first.getUpdateTime(), last.getUpdateTime());
  }

  private static double rate(int steps, Timestamp from, Timestamp to) {
    return steps / (double) Math.max(1, Timestamps.toMillis(to) - Timestamps.toMillis(from)) * 1000;
  }

  /** Remembers the first and the last committed steps. */
  private static final class Speed {
    private final Listener listener;
    private TrainingJob newest;
    private TrainingJob first = TrainingJob.getDefaultInstance();
    private TrainingJob last = first;

    Speed(TrainingJob queued, Listener listener) {
      newest = queued;
      this.listener = listener;
    }

    void changed(TrainingJob now) {
      listener.changed(newest, now);
      if (now.getProgress().getDone() > last.getProgress().getDone()) {
        first = first.getProgress().getDone() == 0 ? now : first;
        last = now;
      }
      newest = now;
    }
  }
}
