package zoodip.cli.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import zoodip.cli.terminal.Output;
import zoodip.client.Client;
import zoodip.v1.Evaluation;
import zoodip.v1.TrainingJob;

/**
 * Where everything of a plan is before anything is started; the server has then checked all of it.
 *
 * @param done how many things have their scores
 * @param open what brings each of the others to its end
 */
record ExperimentItems(int done, List<Callable<ItemOutcome>> open) {
  ExperimentItems {
    open = List.copyOf(open);
  }

  /**
   * Looks where they are.
   *
   * @throws zoodip.cli.errors.UsageException if the server refuses some settings
   */
  static ExperimentItems of(Client client, Output out, ExperimentCells cells, boolean retryFailed) {
    ExperimentJobs jobs = new ExperimentJobs(client);
    ExperimentFollower follower = new ExperimentFollower(client, out, retryFailed);
    List<Callable<ItemOutcome>> open = new ArrayList<>();
    for (ScoringRequest word : cells.classWords()) {
      Attempt<Evaluation> known = jobs.find(word);
      if (!known.hasSucceeded()) {
        open.add(() -> follower.finish(word, known));
      }
    }
    for (ExperimentCell cell : cells.trainings()) {
      Attempt<TrainingJob> known = jobs.find(cell);
      if (!known.hasSucceeded() || !jobs.find(cell, known.job()).hasSucceeded()) {
        open.add(() -> follower.finish(cell, known));
      }
    }
    int all = cells.classWords().size() + cells.trainings().size();
    return new ExperimentItems(all - open.size(), open);
  }
}
