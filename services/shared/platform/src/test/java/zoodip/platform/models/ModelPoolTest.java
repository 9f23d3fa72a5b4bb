package zoodip.platform.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelPoolTest {
  private final Queue<String> opened = new ConcurrentLinkedQueue<>();
  private final Queue<String> closed = new ConcurrentLinkedQueue<>();
  private final ModelPool<String, String> pool = new ModelPool<>(1, closed::add);

  private ModelPool<String, String>.Lease open(String name) {
    return pool.acquire(
        name,
        () -> {
          opened.add(name);
          return name;
        });
  }

  @Test
  void leasesOfOthersGoOnWhileAModelIsLoaded() throws Exception {
    open("open").close();
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    var other = open("open");
    var slow =
        CompletableFuture.supplyAsync(
            () ->
                pool.acquire(
                    "slow",
                    () -> {
                      loading.countDown();
                      awaitUninterrupted(loaded);
                      return "slow";
                    }));
    loading.await();
    open("open").close();
    other.close();
    loaded.countDown();
    assertEquals("slow", slow.join().model());
    assertEquals(List.of("open"), List.copyOf(opened));
  }

  @Test
  void aModelThatSeveralWantIsLoadedOnce() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    var first =
        CompletableFuture.supplyAsync(
            () ->
                pool.acquire(
                    "m",
                    () -> {
                      loading.countDown();
                      awaitUninterrupted(loaded);
                      return "first";
                    }));
    loading.await();
    var second = CompletableFuture.supplyAsync(() -> open("m"));
    loaded.countDown();
    assertEquals("first", first.join().model());
    assertEquals("first", second.join().model());
    assertEquals(List.of(), List.copyOf(opened));
  }

  @Test
  void theLongestUnusedMakesRoomBeforeTheNextIsOpened() {
    open("a").close();
    var b =
        pool.acquire(
            "b",
            () -> {
              assertEquals(List.of("a"), List.copyOf(closed));
              return "b";
            });
    var c = open("c");
    assertEquals(2, pool.size());
    assertEquals(List.of("a"), List.copyOf(closed));
    b.close();
    assertEquals(List.of("a", "b"), List.copyOf(closed));
    c.close();
    pool.close();
    assertEquals(List.of("a", "b", "c"), List.copyOf(closed));
  }

  @Test
  void aFailureReachesTheCallerAndTheNextOneTriesAgain() {
    var failure = new IllegalStateException("for the test");
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.acquire(
                    "m",
                    () -> {
                      throw failure;
                    })));
    assertThrows(
        OutOfMemoryError.class,
        () ->
            pool.acquire(
                "m",
                () -> {
                  throw new OutOfMemoryError("for the test");
                }));
    assertEquals("m", open("m").model());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
