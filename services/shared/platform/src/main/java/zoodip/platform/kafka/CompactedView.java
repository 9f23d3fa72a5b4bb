package zoodip.platform.kafka;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The newest value of every key of a compacted topic, kept in memory and up to date by a thread of
 * its own. Values are seen only once their transaction is committed, in the order of each key's
 * records. Listeners run on that thread: they must be quick.
 */
public final class CompactedView<V extends Message> implements AutoCloseable {
  private final KeyedValues<V> values = new KeyedValues<>();
  private final TopicReader<V> reader;

  /** Starts reading at once; closes both clients at its end. */
  public CompactedView(Topics topic, Consumer<String, V> consumer, Admin admin) {
    reader =
        new TopicReader<>(
            List.of(topic),
            consumer,
            admin,
            record -> values.set(record.key(), Optional.ofNullable(record.value())));
    reader.start();
  }

  /** As {@link TopicReader#caughtUp}. */
  public CompletableFuture<Void> caughtUp() {
    return reader.caughtUp();
  }

  /** Whether the view still follows the topic. */
  public boolean isAlive() {
    return reader.isAlive();
  }

  /** Whether it does, and has read everything that stood there at the start. */
  public boolean isUpToDate() {
    return reader.isUpToDate();
  }

  /** As {@link TopicReader#readToEnd}: what is not in the view then does not exist. */
  public CompletableFuture<Void> readToEnd() {
    return reader.readToEnd();
  }

  /** The key's value, as far as the view has read. */
  public Optional<V> get(String key) {
    return values.get(key);
  }

  /** The values whose keys begin with {@code prefix}, by key: a live, read-only look. */
  public Map<String, V> withPrefix(String prefix) {
    return values.withPrefix(prefix);
  }

  /** As {@link ChangeListeners#listen}. */
  public ChangeListeners.Subscription listen(
      String key, java.util.function.Consumer<Optional<V>> listener) {
    return values.listeners().listen(key, listener);
  }

  /** As {@link ChangeListeners#listenToAll}. */
  public ChangeListeners.Subscription listenToAll(BiConsumer<String, Optional<V>> listener) {
    return values.listeners().listenToAll(listener);
  }

  /** As {@link ChangeListeners#await}. */
  public CompletableFuture<Optional<V>> await(String key, Predicate<Optional<V>> wanted) {
    return values.listeners().await(key, wanted);
  }

  @Override
  public void close() {
    reader.close();
  }
}
