package zoodip.platform.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedReadsTest {
  private static final int CALLERS = 32;
  private static final String CALLED = SharedReads.class.getName();
  private static final String HELD = "heldRead";

  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
  private final AtomicInteger reads = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void whoComesDuringAReadSharesTheNextOne() throws Exception {
    SharedReads<String, Integer> shared = new SharedReads<>(key -> heldRead());
    CompletableFuture<Integer> first = ask(shared, "a");
    begun.acquire();
    List<CompletableFuture<Integer>> later =
        IntStream.range(0, CALLERS - 1).mapToObj(i -> ask(shared, "a")).toList();
    while (waiting() < CALLERS - 1) {
      Thread.sleep(1);
    }
    allowed.release(2);

    assertEquals(1, first.join());
    for (CompletableFuture<Integer> answer : later) {
      assertEquals(2, answer.join());
    }
    assertEquals(2, reads.get());
  }

  @Test
  void anAnswerIsNeverOlderThanItsCall() throws Exception {
    AtomicLong written = new AtomicLong();
    SharedReads<String, Long> shared = new SharedReads<>(key -> written.get());
    List<CompletableFuture<Void>> done =
        IntStream.range(0, CALLERS)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int round = 0; round < 2_000; round++) {
                            long mine = written.incrementAndGet();
                            long seen = shared.get("a");
                            assertTrue(seen >= mine, () -> seen + " after " + mine);
                          }
                        },
                        callers))
            .toList();
    done.forEach(CompletableFuture::join);
  }

  @Test
  void oneKeyDoesNotWaitForAnother() throws Exception {
    SharedReads<String, Integer> shared =
        new SharedReads<>(key -> key.equals("slow") ? heldRead() : 7);
    CompletableFuture<Integer> slow = ask(shared, "slow");
    begun.acquire();
    assertEquals(7, shared.get("quick"));
    allowed.release();
    assertEquals(1, slow.join());
  }

  @Test
  void whatAReadThrowsIsThrownToItsCallersAlone() {
    IllegalStateException gone = new IllegalStateException("gone");
    SharedReads<String, Integer> shared =
        new SharedReads<>(
            key -> {
              if (reads.incrementAndGet() == 1) {
                throw gone;
              }
              return reads.get();
            });
    assertSame(gone, assertThrows(IllegalStateException.class, () -> shared.get("a")));
    assertEquals(2, shared.get("a"));
  }

  private int heldRead() {
    int number = reads.incrementAndGet();
    begun.release();
    allowed.acquireUninterruptibly();
    return number;
  }

  private CompletableFuture<Integer> ask(SharedReads<String, Integer> shared, String key) {
    return CompletableFuture.supplyAsync(() -> shared.get(key), callers);
  }

  /** How many callers wait in {@link SharedReads} itself. */
  private static long waiting() {
    return Thread.getAllStackTraces().values().stream()
        .map(List::of)
        .filter(
            stack ->
                stack.stream().anyMatch(frame -> frame.getClassName().equals(CALLED))
                    && stack.stream().noneMatch(frame -> frame.getMethodName().equals(HELD)))
        .count();
  }
}
