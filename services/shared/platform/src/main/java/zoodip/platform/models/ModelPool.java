package zoodip.platform.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Models that are open, kept from one use to the next: opening takes longer than many uses. Those
 * that were not used for longest are closed to make room; those in use never are.
 *
 * <p>Thread-safe. Nothing is locked while a model is fetched and loaded: leases of others are given
 * and returned meanwhile, and who wants the same model waits for it and shares it.
 */
public final class ModelPool<K, M> implements AutoCloseable {
  private final int room;
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
      giveBack(entry);
    }
  }

  /**
   * @param room models that may be open at a time, as long as no more are in use
   */
  public ModelPool(int room, Consumer<M> closer) {
    this.room = room;
    this.closer = closer;
  }

  /**
   * A lease of the model, which is opened unless it is open. What {@code opener} throws, all who
   * wait for this model get; the next one tries again.
   */
  public Lease open(K key, Supplier<M> opener) {
    List<M> idle = new ArrayList<>();
    Entry<M> entry;
    boolean first;
    synchronized (this) {
      entry = entries.get(key);
      first = entry == null;
      if (first) {
        idle.addAll(removeIdle(room - 1));
        entry = new Entry<>();
        entries.put(key, entry);
      }
      entry.users++;
    }
    if (first) {
      fill(key, entry, idle, opener);
    }
    return await(entry);
  }

  /** How many models are open or being opened. */
  public synchronized int size() {
    return entries.size();
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
  private void fill(K key, Entry<M> entry, List<M> idle, Supplier<M> opener) {
    try {
      idle.forEach(closer);
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

  private void giveBack(Entry<M> entry) {
    List<M> idle;
    synchronized (this) {
      entry.users--;
      idle = removeIdle(room);
    }
    idle.forEach(closer);
  }

  /** Takes out those that nobody uses, the oldest first, until at most so many are left. */
  private List<M> removeIdle(int most) {
    List<M> removed = new ArrayList<>();
    var oldestFirst = entries.values().iterator();
    while (entries.size() > most && oldestFirst.hasNext()) {
      Entry<M> entry = oldestFirst.next();
      if (entry.users == 0) {
        oldestFirst.remove();
        removed.add(entry.model.join());
      }
    }
    return removed;
  }

  private static boolean isOpen(Entry<?> entry) {
    return entry.model.isDone() && !entry.model.isCompletedExceptionally();
  }
}
