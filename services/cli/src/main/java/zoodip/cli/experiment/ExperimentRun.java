package zoodip.cli.experiment;

import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import zoodip.cli.terminal.Output;
import zoodip.cli.terminal.Progress;
import zoodip.client.RunFailedException;

/** Works through things, some at a time: a thread waits for each that the server has. */
final class ExperimentRun {
  private final int queue;
  private final Output out;

  /**
   * @param queue the most jobs that the server has at a time
   */
  ExperimentRun(int queue, Output out) {
    this.queue = queue;
    this.out = out;
  }

  /**
   * Brings them to their ends.
   *
   * @param doneBefore things that are done already, beside these
   * @return how they came out, in the order of their ends
   * @throws StatusRuntimeException if the server cannot be asked: what it has goes on there
   */
  List<ItemOutcome> finish(List<Callable<ItemOutcome>> items, int doneBefore) {
    ExecutorService threads = Executors.newFixedThreadPool(queue);
    try (Progress progress = out.progress()) {
      ExecutorCompletionService<ItemOutcome> ends = new ExecutorCompletionService<>(threads);
      items.forEach(ends::submit);
      ExperimentProgress shown =
          new ExperimentProgress(
              progress, Clock.systemUTC(), items.size() + doneBefore, doneBefore);
      List<ItemOutcome> outcomes = new ArrayList<>();
      while (outcomes.size() < items.size()) {
        ItemOutcome outcome = ends.take().get();
        outcomes.add(outcome);
        shown.ended(outcome.name());
      }
      return outcomes;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("Items throw nothing else", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("Interrupted while the experiment ran", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
