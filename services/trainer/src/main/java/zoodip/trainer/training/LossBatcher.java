package zoodip.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.training.BatchSharing;
import zoodip.diffusion.training.StepTimings;

/**
 * Computes the losses of trainings that run at the same time on one model in common batches: what
 * trainings ask while a batch is computed makes up the next one. Trainings join and leave between
 * their steps, none waits for more than one batch of others, and each keeps its own session and
 * journal.
 *
 * <p>The thread of one of the trainings computes each batch. It first waits a little for those that
 * are between their steps: a full batch is worth more than an early one. Thread-safe.
 */
public final class LossBatcher {
  private static final Logger LOG = Logger.getLogger(LossBatcher.class);

  /** A training that is not back after this share of a batch's time is busy with something else. */
  private static final double LINGER_SHARE = 0.1;

  private static final long MAX_LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Computes the losses of a batch's rows, in their order. */
  @FunctionalInterface
  interface BatchLosses {
    List<float[]> of(List<LossRow> rows);
  }

  private final BatchLosses batchLosses;
  private List<PendingRow> pending = new ArrayList<>();
  private int members;
  private boolean computing;
  private long lastNanos;

  private record PendingRow(LossRow row, CompletableFuture<float[]> losses) {}

  /** A batcher that lets trainings share what {@code batchSharing} allows. */
  public LossBatcher(BatchSharing batchSharing, BatchObserver observer) {
    this(rows -> observed(rows, batchSharing, observer));
  }

  private static List<float[]> observed(
      List<LossRow> rows, BatchSharing batchSharing, BatchObserver observer) {
    StepTimings timings = new StepTimings();
    List<float[]> losses = Personalization.losses(rows, batchSharing, timings);
    observer.computed(rows.size(), timings);
    return losses;
  }

  LossBatcher(BatchLosses batchLosses) {
    this.batchLosses = batchLosses;
  }

  /** A training that takes part in the batches until this is closed. */
  public final class BatchMember implements LossFunction, AutoCloseable {
    private final TrainingContext trainingContext;

    private BatchMember(TrainingContext trainingContext) {
      this.trainingContext = trainingContext;
    }

    @Override
    public float[] of(LossQuery query) {
      return losses(trainingContext.row(query));
    }

    @Override
    public void close() {
      leave();
    }
  }

  /** Lets a training take part. */
  public BatchMember join(TrainingContext trainingContext) {
    enter();
    return new BatchMember(trainingContext);
  }

  synchronized void enter() {
    members++;
  }

  synchronized void leave() {
    members--;
    notifyAll();
  }

  /** The losses of a training's row, computed with the rows that others ask for now. */
  float[] losses(LossRow row) {
    PendingRow mine = new PendingRow(row, new CompletableFuture<>());
    List<PendingRow> next = enqueue(mine);
    if (!next.isEmpty()) {
      compute(next);
    }
    try {
      return mine.losses().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** Waits until the row is computed, or until its thread is the one to compute a batch. */
  private synchronized List<PendingRow> enqueue(PendingRow mine) {
    pending.add(mine);
    notifyAll();
    boolean interrupted = false;
    long lingerUntil = System.nanoTime() + linger();
    while (!mine.losses().isDone() && !isToCompute(mine, lingerUntil)) {
      interrupted |= !pause(computing ? MAX_LINGER_NANOS : lingerUntil - System.nanoTime());
      if (computing) {
        lingerUntil = System.nanoTime() + linger();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (mine.losses().isDone()) {
      return List.of();
    }
    List<PendingRow> next = pending;
    pending = new ArrayList<>();
    computing = true;
    return next;
  }

  /** The first of those who wait computes, when all are there or none is expected any more. */
  private boolean isToCompute(PendingRow mine, long lingerUntil) {
    return !computing
        && !pending.isEmpty()
        && pending.get(0) == mine
        && (pending.size() >= members || System.nanoTime() - lingerUntil >= 0);
  }

  private long linger() {
    return Math.min(MAX_LINGER_NANOS, (long) (LINGER_SHARE * lastNanos));
  }

  /**
   * Returns false if the thread was interrupted, which ends no wait: native work goes on anyway.
   */
  private boolean pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void compute(List<PendingRow> next) {
    long start = System.nanoTime();
    try {
      complete(next);
    } catch (RuntimeException | Error e) {
      next.forEach(each -> each.losses().completeExceptionally(e));
    } finally {
      finished(System.nanoTime() - start);
    }
  }

  /**
   * No training fails for another's row, nor for the memory that all take together: each of several
   * is computed once more by itself.
   */
  private void complete(List<PendingRow> batch) {
    try {
      List<float[]> losses = batchLosses.of(batch.stream().map(PendingRow::row).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).losses().complete(losses.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        throw e;
      }
      LOG.warnf(e, "A batch of %d trainings failed; each is computed by itself", batch.size());
      batch.forEach(this::completeAlone);
    }
  }

  private void completeAlone(PendingRow row) {
    try {
      complete(List.of(row));
    } catch (RuntimeException | Error e) {
      row.losses().completeExceptionally(e);
    }
  }

  /** Rows that no batch has taken yet. */
  synchronized int pending() {
    return pending.size();
  }

  private synchronized void finished(long nanos) {
    lastNanos = nanos;
    computing = false;
    notifyAll();
  }
}
