package zoodip.inference.generation;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import zoodip.platform.errors.ServiceException;

/** The calls that wait for images, and the batch of them that is being drawn. Thread-safe. */
final class GenerationQueue {
  private static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final FairBatchQueue<GenerationCall> fairBatchQueue;
  private boolean closed;
  private long reminded = System.nanoTime();

  /**
   * @param modelPatience batches for which a call is passed over at most while others need the
   *     models that are in memory
   */
  GenerationQueue(int modelPatience) {
    fairBatchQueue = new FairBatchQueue<>(modelPatience);
  }

  /** Lets a call in; it leaves when it is drawn or its reader is gone. */
  void add(GenerationCall call) {
    synchronized (this) {
      fairBatchQueue.add(call);
      tellPositions();
      notifyAll();
    }
    call.reader().whenRoom(this::wake);
    call.reader().whenGone(() -> remove(call));
  }

  /**
   * Waits for rows that can be drawn and takes a batch of them; empty once the queue is closed. The
   * batch taken before is given back first, by {@link #drawn} or by {@link #fail}.
   */
  synchronized Optional<GenerationBatch> take(LoadedModels memory) throws InterruptedException {
    while (!closed) {
      List<BatchShare<GenerationCall>> shares = fairBatchQueue.next(memory);
      if (!shares.isEmpty()) {
        GenerationBatch batch = GenerationBatch.take(shares);
        tellPositions();
        return Optional.of(batch);
      }
      wait();
    }
    return Optional.empty();
  }

  /**
   * A step of the batch is done. Callers that wait meanwhile hear from time to time that the node
   * draws: to them it would look like one that has come to a stop.
   */
  synchronized void stepped() {
    long now = System.nanoTime();
    if (now - reminded >= REMINDER_NANOS) {
      reminded = now;
      fairBatchQueue.order().forEach(GenerationCall::remind);
    }
  }

  /** Counts the batch as drawn and ends the calls that are complete with it. */
  void generated(GenerationBatch batch, int steps) {
    Set<GenerationCall> complete = new HashSet<>();
    synchronized (this) {
      for (GenerationCall call : batch.calls()) {
        call.generated(steps);
        if (call.isFinished()) {
          fairBatchQueue.remove(call);
          complete.add(call);
        }
      }
      tellPositions();
    }
    complete.forEach(call -> call.reader().complete());
  }

  /** Ends all calls of the batch for a reason. */
  void fail(GenerationBatch batch, ServiceException failure) {
    batch.calls().forEach(this::remove);
    batch.calls().forEach(call -> call.reader().fail(failure));
  }

  /** Calls in the queue. */
  synchronized int length() {
    return fairBatchQueue.order().size();
  }

  /** Ends the queue and all calls in it. */
  void close(ServiceException reason) {
    ArrayDeque<GenerationCall> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(fairBatchQueue.order());
      notifyAll();
    }
    left.forEach(call -> call.reader().fail(reason));
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void remove(GenerationCall call) {
    fairBatchQueue.remove(call);
    tellPositions();
    notifyAll();
  }

  private void tellPositions() {
    int position = 0;
    for (GenerationCall call : fairBatchQueue.order()) {
      if (call.isWaiting()) {
        call.tellPosition(position);
      }
      position++;
    }
  }
}
