package zoodip.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.training.BatchSharing;
import zoodip.trainer.sampling.StepSample;

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
  private static final double PATIENCE = 0.1;

  private static final long MOST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Computes the losses of a batch, in its order. */
  @FunctionalInterface
  interface Batch {
    List<float[]> losses(List<Personalization.Asked> asked);
  }

  private final Batch batch;
  private List<Waiting> waiting = new ArrayList<>();
  private int members;
  private boolean computing;
  private long lastNanos;

  private record Waiting(Personalization.Asked asked, CompletableFuture<float[]> losses) {}

  /** A batcher that lets trainings share what {@code batching} allows. */
  public LossBatcher(BatchSharing batchSharing) {
    this(asked -> Personalization.losses(asked, batchSharing));
  }

  LossBatcher(Batch batch) {
    this.batch = batch;
  }

  /** A training's place in the batches, until it is closed. */
  public final class Seat implements LossFunction, AutoCloseable {
    private final TrainingContext trainingContext;

    private Seat(TrainingContext trainingContext) {
      this.trainingContext = trainingContext;
    }

    @Override
    public float[] of(StepSample sample, float[][] candidates) {
      return ask(trainingContext.asked(sample, candidates));
    }

    @Override
    public void close() {
      leave();
    }
  }

  /** Takes a training in. */
  public Seat join(TrainingContext trainingContext) {
    enter();
    return new Seat(trainingContext);
  }

  synchronized void enter() {
    members++;
  }

  synchronized void leave() {
    members--;
    notifyAll();
  }

  /** The losses of a question, computed with those that others ask now. */
  float[] ask(Personalization.Asked asked) {
    Waiting mine = new Waiting(asked, new CompletableFuture<>());
    List<Waiting> next = enqueue(mine);
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

  /** Waits until the question is answered, or until its thread is the one to compute a batch. */
  private synchronized List<Waiting> enqueue(Waiting mine) {
    waiting.add(mine);
    notifyAll();
    boolean interrupted = false;
    long patientUntil = System.nanoTime() + patience();
    while (!mine.losses().isDone() && !isToCompute(mine, patientUntil)) {
      interrupted |= !pause(computing ? MOST_PATIENCE_NANOS : patientUntil - System.nanoTime());
      if (computing) {
        patientUntil = System.nanoTime() + patience();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (mine.losses().isDone()) {
      return List.of();
    }
    List<Waiting> next = waiting;
    waiting = new ArrayList<>();
    computing = true;
    return next;
  }

  /** The first of those who wait computes, when all are there or none is expected any more. */
  private boolean isToCompute(Waiting mine, long patientUntil) {
    return !computing
        && !waiting.isEmpty()
        && waiting.get(0) == mine
        && (waiting.size() >= members || System.nanoTime() - patientUntil >= 0);
  }

  private long patience() {
    return Math.min(MOST_PATIENCE_NANOS, (long) (PATIENCE * lastNanos));
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

  private void compute(List<Waiting> next) {
    long start = System.nanoTime();
    try {
      answer(next);
    } catch (RuntimeException | Error e) {
      next.forEach(each -> each.losses().completeExceptionally(e));
    } finally {
      finished(System.nanoTime() - start);
    }
  }

  /**
   * No training fails for another's question, nor for the memory that all take together: each of
   * several is answered once more by itself.
   */
  private void answer(List<Waiting> asked) {
    try {
      List<float[]> losses = batch.losses(asked.stream().map(Waiting::asked).toList());
      for (int i = 0; i < asked.size(); i++) {
        asked.get(i).losses().complete(losses.get(i));
      }
    } catch (RuntimeException | Error e) {
      if (asked.size() == 1) {
        throw e;
      }
      LOG.warnf(e, "A batch of %d trainings failed; each is computed by itself", asked.size());
      asked.forEach(this::answerAlone);
    }
  }

  private void answerAlone(Waiting asked) {
    try {
      answer(List.of(asked));
    } catch (RuntimeException | Error e) {
      asked.losses().completeExceptionally(e);
    }
  }

  /** Questions that no batch has taken yet. */
  synchronized int waiting() {
    return waiting.size();
  }

  private synchronized void finished(long nanos) {
    lastNanos = nanos;
    computing = false;
    notifyAll();
  }
}
