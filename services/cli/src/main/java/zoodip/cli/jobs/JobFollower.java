package zoodip.cli.jobs;

import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.v1.Evaluation;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** Shows jobs while they run: as progress for people, or as lines of JSON. */
public final class JobFollower {
  private final Client client;
  private final Output out;

  public JobFollower(Client client, Output out) {
    this.client = client;
    this.out = out;
  }

  /**
   * Follows a training to its end.
   *
   * @throws RunFailedException if it does not succeed
   */
  public TrainingJob training(String name) {
    TrainingJob ended;
    try (Progress progress = out.progress()) {
      ended =
          client
              .watches()
              .training(
                  name,
                  job -> {
                    out.change(job);
                    progress.show(JobSnapshots.of(job));
                  });
    }
    if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(name, ended.getState(), ended.getError());
    }
    return ended;
  }

  /**
   * Follows an evaluation to its end.
   *
   * @throws RunFailedException if it does not succeed
   */
  public Evaluation evaluation(String name) {
    Evaluation ended;
    try (Progress progress = out.progress()) {
      ended =
          client
              .watches()
              .evaluation(
                  name,
                  evaluation -> {
                    out.change(evaluation);
                    progress.show(JobSnapshots.of(evaluation));
                  });
    }
    if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(name, ended.getState(), ended.getError());
    }
    return ended;
  }
}
