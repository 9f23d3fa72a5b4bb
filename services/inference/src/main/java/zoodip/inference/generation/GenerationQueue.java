package zoodip.inference.generation;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import zoodip.platform.errors.ServiceException;

/** The calls that wait for images, and the batch of them that is being generated. Thread-safe. */
final class GenerationQueue {
  private static final long REMINDER_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final FairBatchQueue<GenerationCall> calls;
  private boolean closed;
  private long remindedAt = System.nanoTime();

  /**
   * @param modelPatience batches for which a call is passed over at most while others need the
   *     models that are in memory
   */
  GenerationQueue(int modelPatience) {
    calls = new FairBatchQueue<>(modelPatience);
  }

  /** Lets a call in; it leaves when it is complete or its sink is closed. */
  void add(GenerationCall call) {
    synchronized (this) {
      calls.add(call);
      reportPositions();
      notifyAll();
    }
    call.sink().onRoom(this::wake);
    call.sink().onClosed(() -> remove(call));
  }

  /**
   * Waits for rows that can be generated and takes a batch of them; empty once the queue is closed.
   * The batch taken before is given back first, by {@link #generated} or by {@link #fail}.
   */
  synchronized Optional<GenerationBatch> take(LoadedModels models) throws InterruptedException {
    while (!closed) {
      List<BatchShare<GenerationCall>> shares = calls.next(models);
      if (!shares.isEmpty()) {
        GenerationBatch batch = GenerationBatch.take(shares);
        reportPositions();
        return Optional.of(batch);
      }
      wait();
    }
    return Optional.empty();
  }

  /**
   * A step of the batch is done. Callers that wait meanwhile hear from time to time that the node
   * generates: to them it would look like one that has come to a stop.
   */
  synchronized void stepped() {
    long now = System.nanoTime();
    if (now - remindedAt >= REMINDER_NANOS) {
      remindedAt = now;
      calls.order().forEach(GenerationCall::repeatProgress);
    }
  }

  /** Counts the batch as generated and ends the calls that are complete with it. */
  void generated(GenerationBatch batch, int steps) {
    Set<GenerationCall> complete = new HashSet<>();
    synchronized (this) {
      for (GenerationCall call : batch.calls()) {
        call.generated(steps);
        if (call.isFinished()) {
          calls.remove(call);
          complete.add(call);
        }
      }
      reportPositions();
    }
    complete.forEach(call -> call.sink().complete());
  }

  /** Ends all calls of the batch for a reason. */
  void fail(GenerationBatch batch, ServiceException failure) {
    batch.calls().forEach(this::remove);
    batch.calls().forEach(call -> call.sink().fail(failure));
  }

  /** Images that are not generated yet, by the names of their models. */
  synchronized Map<String, Long> pendingImages() {
    return calls.order().stream()
        .collect(
            Collectors.groupingBy(
                call -> call.plan().model().getName(),
                Collectors.summingLong(GenerationCall::pendingImages)));
  }

  /** Calls in the queue. */
  synchronized int length() {
    return calls.order().size();
  }

  /** Ends the queue and all calls in it. */
  void close(ServiceException reason) {
    ArrayDeque<GenerationCall> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(calls.order());
      notifyAll();
    }
    left.forEach(call -> call.sink().fail(reason));
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void remove(GenerationCall call) {
    calls.remove(call);
    reportPositions();
    notifyAll();
  }

  private void reportPositions() {
    int position = 0;
    for (GenerationCall call : calls.order()) {
      if (call.isWaiting()) {
        call.reportPosition(position);
      }
      position++;
    }
  }
}
