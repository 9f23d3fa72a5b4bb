package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.latent.LossRow;

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
  void everyTrainingGetsItsOwnLosses() {
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
  }

  @Test
  void whatTrainingsAskWhileABatchIsComputedMakesUpTheNextOne() throws Exception {
    Held held = new Held(this::echo);
    LossBatcher batcher = new LossBatcher(held);
    for (int i = 0; i < TRAININGS; i++) {
      batcher.enter();
    }
    askBehindTheFirst(batcher, held).forEach(CompletableFuture::join);
    assertEquals(List.of(1, TRAININGS - 1), sizes);
  }

  /** The first training's row is held while all others ask; then all are answered. */
  private List<CompletableFuture<float[]>> askBehindTheFirst(LossBatcher batcher, Held held)
      throws InterruptedException {
    List<CompletableFuture<float[]>> answers = new ArrayList<>();
    answers.add(ask(batcher, 0));
    held.begun.await();
    for (int i = 1; i < TRAININGS; i++) {
      answers.add(ask(batcher, i));
    }
    while (batcher.pending() < TRAININGS - 1) {
      Thread.onSpinWait();
    }
    held.release.countDown();
    return answers;
  }

  private CompletableFuture<float[]> ask(LossBatcher batcher, int training) {
    return CompletableFuture.supplyAsync(() -> batcher.losses(row(training, 1)), threads);
  }

  /** Lets no batch through until it is released. */
  private static final class Held implements LossBatcher.BatchLosses {
    private final LossBatcher.BatchLosses batch;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    Held(LossBatcher.BatchLosses batch) {
      this.batch = batch;
    }

    @Override
    public List<float[]> of(List<LossRow> rows) {
      begun.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return batch.of(rows);
    }
  }

  private void train(LossBatcher batcher, int training) {
    for (int step = 0; step < STEPS; step++) {
      assertArrayEquals(
          new float[] {training, step}, batcher.losses(row(training, step)), "step " + step);
    }
    batcher.leave();
  }

  /** Answers each row with the numbers that are in it. */
  private List<float[]> echo(List<LossRow> rows) {
    sizes.add(rows.size());
    return rows.stream().map(each -> new float[] {each.vectors(), each.timestep()}).toList();
  }

  @Test
  void aTrainingAloneWaitsForNobody() {
    LossBatcher batcher = new LossBatcher(this::echo);
    batcher.enter();
    assertArrayEquals(new float[] {3, 4}, batcher.losses(row(3, 4)));
  }

  @Test
  void aTrainingThatDoesSomethingElseKeepsNoOtherFromItsSteps() {
    LossBatcher batcher = new LossBatcher(this::echo);
    batcher.enter();
    batcher.enter();
    for (int step = 0; step < 20; step++) {
      assertArrayEquals(new float[] {1, step}, batcher.losses(row(1, step)));
    }
  }

  @Test
  void aTrainingThatFailsFailsNoneOfThoseInItsBatch() throws Exception {
    int greedy = 3;
    Held held =
        new Held(
            rows -> {
              if (rows.stream().anyMatch(each -> each.vectors() == greedy)) {
                throw new OutOfMemoryError("for the test");
              }
              return echo(rows);
            });
    LossBatcher batcher = new LossBatcher(held);
    for (int i = 0; i < TRAININGS; i++) {
      batcher.enter();
    }
    List<CompletableFuture<float[]>> answers = askBehindTheFirst(batcher, held);
    for (int i = 0; i < TRAININGS; i++) {
      CompletableFuture<float[]> answer = answers.get(i);
      if (i == greedy) {
        var failure = assertThrows(CompletionException.class, answer::join);
        assertEquals("for the test", failure.getCause().getMessage());
      } else {
        assertArrayEquals(new float[] {i, 1}, answer.join());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBatchThatIsTooLargeForMemoryIsComputedInParts(boolean onGpu) throws Exception {
    Held held =
        new Held(
            rows -> {
              if (rows.size() > 1 && onGpu) {
                throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
              } else if (rows.size() > 1) {
                throw new OutOfMemoryError("for the test");
              }
              return echo(rows);
            });
    LossBatcher batcher = new LossBatcher(held);
    for (int i = 0; i < TRAININGS; i++) {
      batcher.enter();
    }
    List<CompletableFuture<float[]>> answers = askBehindTheFirst(batcher, held);
    for (int i = 0; i < TRAININGS; i++) {
      assertArrayEquals(new float[] {i, 1}, answers.get(i).join());
    }
  }

  /** A row that tells its training and step in fields of its own. */
  private static LossRow row(int training, int step) {
    return new LossRow(null, null, null, null, step, List.of(), training, null);
  }
}
