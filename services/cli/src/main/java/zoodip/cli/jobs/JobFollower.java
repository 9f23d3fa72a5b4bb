package zoodip.cli.jobs;

import com.google.protobuf.Message;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.cli.terminal.ProgressSnapshot;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.v1.Evaluation;
import zoodip.v1.JobError;
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
    TrainingJob ended = follow(name, client.watches()::training, JobSnapshots::of);
    requireSuccess(name, ended.getState(), ended.getError());
    return ended;
  }

  /**
   * Follows an evaluation to its end.
   *
   * @throws RunFailedException if it does not succeed
   */
  public Evaluation evaluation(String name) {
    Evaluation ended = follow(name, client.watches()::evaluation, JobSnapshots::of);
    requireSuccess(name, ended.getState(), ended.getError());
    return ended;
  }

  private <J extends Message> J follow(
      String name,
      BiFunction<String, Consumer<J>, J> watch,
      Function<J, ProgressSnapshot> snapshot) {
    try (Progress progress = out.progress()) {
      return watch.apply(
          name,
          job -> {
            out.change(job);
            progress.show(snapshot.apply(job));
          });
    }
  }

  private static void requireSuccess(String name, JobState state, JobError error) {
    if (state != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(name, state, error);
    }
  }
}
