package zoodip.cli.experiment;

import java.util.function.IntFunction;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.client.RunFailedException;
import zoodip.v1.Evaluation;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** Follows trainings and evaluations of a plan to their ends, from wherever they are. */
final class ExperimentFollower {
  private final Client client;
  private final ExperimentJobs jobs;
  private final Output out;
  private final boolean retryFailed;

  ExperimentFollower(Client client, Output out, boolean retryFailed) {
    this.client = client;
    this.jobs = new ExperimentJobs(client);
    this.out = out;
    this.retryFailed = retryFailed;
  }

  /** Has a cell trained and evaluated. */
  ItemOutcome finish(ExperimentCell cell, Attempt<TrainingJob> known) {
    try {
      TrainingJob started = started(known, number -> jobs.create(cell, number));
      TrainingJob ended = client.watches().training(started.getName(), job -> {});
      show(() -> out.change(ended));
      requireSuccess(ended);
      TrainingJob learned = client.watches().withEvaluation(ended);
      return score(
          cell.name(), jobs.find(cell, learned), number -> jobs.create(cell, learned, number));
    } catch (RunFailedException e) {
      return ItemOutcome.failed(cell.name(), e.getMessage());
    }
  }

  /** Has a class word evaluated. */
  ItemOutcome finish(ScoringRequest scoring, Attempt<Evaluation> known) {
    return score(scoring.name(), known, number -> jobs.create(scoring, number));
  }

  private ItemOutcome score(
      String name, Attempt<Evaluation> known, IntFunction<Evaluation> create) {
    Evaluation started = started(known, create);
    Evaluation ended = client.watches().evaluation(started.getName(), job -> {});
    show(() -> out.change(ended));
    if (ended.getState() == JobState.JOB_STATE_SUCCEEDED) {
      return ItemOutcome.done(name);
    }
    return ItemOutcome.failed(
        name,
        RunFailedException.of(ended.getName(), ended.getState(), ended.getError()).getMessage());
  }

  private <J> J started(Attempt<J> known, IntFunction<J> create) {
    if (!known.exists()) {
      return create.apply(known.number());
    }
    return known.hasFailed() && retryFailed ? create.apply(known.number() + 1) : known.job();
  }

  private static void requireSuccess(TrainingJob ended) {
    if (ended.getState() != JobState.JOB_STATE_SUCCEEDED) {
      throw RunFailedException.of(ended.getName(), ended.getState(), ended.getError());
    }
  }

  /** Several threads have something to say. */
  private void show(Runnable say) {
    synchronized (out) {
      say.run();
    }
  }
}
