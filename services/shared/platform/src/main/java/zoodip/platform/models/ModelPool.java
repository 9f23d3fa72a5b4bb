package zoodip.platform.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Models that are open, kept from one use to the next: opening takes longer than many uses. Those
 * that were not used for longest are closed to make room; those in use never are.
 *
 * <p>Thread-safe. Nothing is locked while a model is fetched and loaded: leases of others are given
 * and returned meanwhile, and who wants the same model waits for it and shares it.
 */
public final class ModelPool<K, M> implements AutoCloseable {
  private final int capacity;
  private final Consumer<M> closer;
  private final Map<K, Entry<M>> entries = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Entry<M> {
    private final CompletableFuture<M> model = new CompletableFuture<>();
    private int users;
  }

  /** A model that stays open until this is closed. */
  public final class Lease implements AutoCloseable {
    private final Entry<M> entry;

    private Lease(Entry<M> entry) {
      this.entry = entry;
    }

    public M model() {
      return entry.model.join();
    }

    @Override
    public void close() {
      release(entry);
    }
  }

  /**
   * @param capacity models that may be open at a time, as long as no more are in use
   */
  public ModelPool(int capacity, Consumer<M> closer) {
    this.capacity = capacity;
    this.closer = closer;
  }

  /**
   * A lease of the model, which is opened unless it is open. What {@code opener} throws, all who
   * wait for this model get; the next one tries again.
   */
  public Lease acquire(K key, Supplier<M> opener) {
    List<M> evicted = new ArrayList<>();
    Entry<M> entry;
    boolean first;
    synchronized (this) {
      entry = entries.get(key);
      first = entry == null;
      if (first) {
        evicted.addAll(evictIdle(capacity - 1));
        entry = new Entry<>();
        entries.put(key, entry);
      }
      entry.users++;
    }
    if (first) {
      open(key, entry, evicted, opener);
    }
    return await(entry);
  }

  /** How many models are open or being opened. */
  public synchronized int size() {
    return entries.size();
  }

  /** The models that are open. */
  public synchronized Set<K> openKeys() {
    return entries.entrySet().stream()
        .filter(entry -> isOpen(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Closes all models; nobody may use one any more. */
  @Override
  public void close() {
    List<M> all;
    synchronized (this) {
      all = entries.values().stream().filter(ModelPool::isOpen).map(e -> e.model.join()).toList();
      entries.clear();
    }
    all.forEach(closer);
  }

  /** Closes what has to make room before it opens: there must be memory for it. */
  private void open(K key, Entry<M> entry, List<M> evicted, Supplier<M> opener) {
    try {
      evicted.forEach(closer);
      entry.model.complete(opener.get());
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        entries.remove(key, entry);
      }
      entry.model.completeExceptionally(e);
    }
  }

  private Lease await(Entry<M> entry) {
    try {
      M unused = entry.model.join();
      return new Lease(entry);
    } catch (CompletionException e) {
      throw rethrow(e);
    }
  }

  private static RuntimeException rethrow(CompletionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException known ? known : failure;
  }

  private void release(Entry<M> entry) {
    List<M> evicted;
    synchronized (this) {
      entry.users--;
      evicted = evictIdle(capacity);
    }
    evicted.forEach(closer);
  }

  /** Takes out those that nobody uses, the oldest first, until at most so many are left. */
  private List<M> evictIdle(int most) {
    List<M> evicted = new ArrayList<>();
    var oldestFirst = entries.values().iterator();
    while (entries.size() > most && oldestFirst.hasNext()) {
      Entry<M> entry = oldestFirst.next();
      if (entry.users == 0) {
        oldestFirst.remove();
        evicted.add(entry.model.join());
      }
    }
    return evicted;
  }

  private static boolean isOpen(Entry<?> entry) {
    return entry.model.isDone() && !entry.model.isCompletedExceptionally();
  }
}
