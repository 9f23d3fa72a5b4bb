package zoodip.platform.storage;

import com.google.common.util.concurrent.Striped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/**
 * Reads that share what they find: those of one key that come while it is being read wait for the
 * next read of it, and that one serves them all. Nobody gets an answer of a read that began before
 * the call, so each sees what was written before it.
 */
public final class SharedReads<K, V> {
  private static final int STRIPES = 1 << 16;

  private final Function<K, V> read;
  private final Map<K, CompletableFuture<V>> next = new ConcurrentHashMap<>();
  private final Striped<Lock> turns = Striped.lazyWeakLock(STRIPES);

  /** What {@code read} throws, all get who wait for that read. */
  public SharedReads(Function<K, V> read) {
    this.read = read;
  }

  public V get(K key) {
    CompletableFuture<V> ours = new CompletableFuture<>();
    CompletableFuture<V> others = next.putIfAbsent(key, ours);
    if (others != null) {
      return join(others);
    }
    Lock turn = turns.get(key);
    turn.lock();
    try {
      next.remove(key);
      ours.complete(read.apply(key));
    } catch (RuntimeException | Error e) {
      ours.completeExceptionally(e);
    } finally {
      turn.unlock();
    }
    return join(ours);
  }

  private static <V> V join(CompletableFuture<V> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
