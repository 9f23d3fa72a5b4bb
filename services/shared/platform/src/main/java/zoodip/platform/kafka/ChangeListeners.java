package zoodip.platform.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Those who want to know what becomes of a key's value. They run on the thread that makes the
 * changes: they must be quick.
 */
public final class ChangeListeners<V> {
  private static final Logger LOG = Logger.getLogger(ChangeListeners.class);

  private final Function<String, Optional<V>> values;
  private final Map<String, Set<Listener<V>>> listeners = new ConcurrentHashMap<>();
  private final Set<BiConsumer<String, Optional<V>>> listenersOfAll = new CopyOnWriteArraySet<>();
  private volatile long changes;

  /**
   * @param values what a key's value is now, for who begins to listen
   */
  public ChangeListeners(Function<String, Optional<V>> values) {
    this.values = values;
  }

  /** Ends a listener. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Shows the key's value (or its absence) now and after each change until the returned handle is
   * closed. The first call may run on the caller's thread, others run on that of the changes: one
   * at a time, and never an older value after a newer one.
   */
  public Subscription listen(String key, Consumer<Optional<V>> listener) {
    Listener<V> added = new Listener<>(listener);
    listeners.compute(
        key,
        (name, before) -> {
          Set<Listener<V>> all = before == null ? new CopyOnWriteArraySet<>() : before;
          all.add(added);
          return all;
        });
    // read before the value: a change that comes between counts as newer than what is shown here
    long seen = changes;
    added.show(seen, values.apply(key));
    return () -> forget(key, added);
  }

  /** Shows each change of any key; what is there already is not shown. */
  public Subscription listenToAll(BiConsumer<String, Optional<V>> listener) {
    listenersOfAll.add(listener);
    return () -> listenersOfAll.remove(listener);
  }

  /** Completes with the first value of the key, from now on, that is as wanted. */
  public CompletableFuture<Optional<V>> await(String key, Predicate<Optional<V>> wanted) {
    CompletableFuture<Optional<V>> found = new CompletableFuture<>();
    Subscription subscription =
        listen(
            key,
            value -> {
              if (wanted.test(value)) {
                found.complete(value);
              }
            });
    // not the dependent future: cancelling that would leave the listener
    var unused = found.whenComplete((value, failure) -> subscription.close());
    return found;
  }

  /** Whether a change of the key has anybody to be told to. */
  public boolean areInterestedIn(String key) {
    return !listenersOfAll.isEmpty() || listeners.containsKey(key);
  }

  /** Tells a change, after it was made. One thread makes all changes. */
  public void tell(String key, Optional<V> now) {
    long change = changes + 1;
    changes = change;
    listeners
        .getOrDefault(key, Set.of())
        .forEach(listener -> tell(key, () -> listener.show(change, now)));
    listenersOfAll.forEach(listener -> tell(key, () -> listener.accept(key, now)));
  }

  private void forget(String key, Listener<V> listener) {
    listeners.computeIfPresent(
        key,
        (name, all) -> {
          all.remove(listener);
          return all.isEmpty() ? null : all;
        });
  }

  /** Passes over what is older than what it has shown. */
  private static final class Listener<V> {
    private final Consumer<Optional<V>> told;
    private long shown = -1;

    private Listener(Consumer<Optional<V>> told) {
      this.told = told;
    }

    private synchronized void show(long change, Optional<V> value) {
      if (change > shown) {
        shown = change;
        told.accept(value);
      }
    }
  }

  /** A listener that fails must not end the changes for all others. */
  private static void tell(String key, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "A listener failed on a change of %s", key);
    }
  }
}
