package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.diffusion.LossQuestion;
import zoodip.diffusion.Personalization;

@Timeout(60)
class LossBatcherTest {
  private static final int TRAININGS = 6;
  private static final int STEPS = 200;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void everyTrainingGetsItsOwnLossesAndMostBatchesAreFull() {
    LossBatcher batcher = new LossBatcher(this::echo);
    List<CompletableFuture<Void>> trainings = new ArrayList<>();
    for (int i = 0; i < TRAININGS; i++) {
      batcher.enter();
    }
    for (int i = 0; i < TRAININGS; i++) {
      int training = i;
      trainings.add(CompletableFuture.runAsync(() -> train(batcher, training), threads));
    }
    trainings.forEach(CompletableFuture::join);
    assertEquals(TRAININGS * STEPS, sizes.stream().mapToInt(Integer::intValue).sum());
    long full = sizes.stream().filter(size -> size == TRAININGS).count();
    assertTrue(full > STEPS / 2, () -> full + " of " + sizes.size() + " batches were full");
  }

  private void train(LossBatcher batcher, int training) {
    for (int step = 0; step < STEPS; step++) {
      assertArrayEquals(
          new float[] {training, step}, batcher.ask(question(training, step)), "step " + step);
    }
    batcher.leave();
  }

  /** Takes a moment, and answers each question with the numbers that are in it. */
  private List<float[]> echo(List<Personalization.Asked> asked) {
    sizes.add(asked.size());
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return asked.stream()
        .map(each -> new float[] {each.question().photo(), each.question().timestep()})
        .toList();
  }

  @Test
  void aTrainingAloneWaitsForNobody() {
    LossBatcher batcher = new LossBatcher(this::echo);
    batcher.enter();
    assertArrayEquals(new float[] {3, 4}, batcher.ask(question(3, 4)));
  }

  @Test
  void aTrainingThatDoesSomethingElseKeepsNoOtherFromItsSteps() {
    LossBatcher batcher = new LossBatcher(this::echo);
    batcher.enter();
    batcher.enter();
    for (int step = 0; step < 20; step++) {
      assertArrayEquals(new float[] {1, step}, batcher.ask(question(1, step)));
    }
  }

  @Test
  void aBatchThatFailsFailsAllOfItsTrainingsAndNoLaterOne() {
    Semaphore failures = new Semaphore(1);
    LossBatcher batcher =
        new LossBatcher(
            asked -> {
              if (failures.tryAcquire()) {
                throw new IllegalStateException("out of memory");
              }
              return echo(asked);
            });
    batcher.enter();
    batcher.enter();
    var other = CompletableFuture.supplyAsync(() -> batcher.ask(question(2, 1)), threads);
    var mine = CompletableFuture.supplyAsync(() -> batcher.ask(question(1, 1)), threads);
    List<Throwable> failed = new ArrayList<>();
    for (CompletableFuture<float[]> each : List.of(other, mine)) {
      try {
        each.join();
      } catch (CompletionException e) {
        failed.add(e.getCause());
      }
    }
    assertTrue(!failed.isEmpty(), "no training was told");
    failed.forEach(failure -> assertEquals("out of memory", failure.getMessage()));
    assertArrayEquals(new float[] {1, 2}, batcher.ask(question(1, 2)));
    assertThrows(
        IllegalStateException.class,
        () -> {
          failures.release();
          batcher.ask(question(1, 3));
        });
  }

  private static Personalization.Asked question(int training, int step) {
    return new Personalization.Asked(
        null, new LossQuestion(training, false, 0, step, null, null, null));
  }
}
