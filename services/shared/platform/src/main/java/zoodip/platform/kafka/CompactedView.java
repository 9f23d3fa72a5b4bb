package zoodip.platform.kafka;

import com.google.protobuf.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The newest value of every key of a compacted topic, kept in memory and up to date by a thread of
 * its own. Values are seen only once their transaction is committed, in the order of each key's
 * records. Listeners run on that thread: they must be quick.
 */
public final class CompactedView<V extends Message> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(CompactedView.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TOPIC_PAUSE = Duration.ofMillis(50);
  private static final char AFTER_EVERY_NAME = Character.MAX_VALUE;

  private final String topic;
  private final org.apache.kafka.clients.consumer.Consumer<String, V> consumer;
  private final Admin admin;
  private final NavigableMap<String, V> values = new ConcurrentSkipListMap<>();
  private final Map<String, Set<Listener<V>>> listeners = new ConcurrentHashMap<>();
  private final Set<BiConsumer<String, Optional<V>>> listenersOfAll = new CopyOnWriteArraySet<>();
  private final EndOffsetWaiters waiters;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread thread;
  private volatile long applied;

  /** Starts reading at once; closes both clients at its end. */
  public CompactedView(
      Topics topic, org.apache.kafka.clients.consumer.Consumer<String, V> consumer, Admin admin) {
    this.topic = topic.title();
    this.consumer = consumer;
    this.admin = admin;
    waiters = new EndOffsetWaiters(this.topic, admin);
    thread = new Thread(this::read, "view-of-" + this.topic);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Completes when everything that stood on the topic at the start is in the view; fails, even when
   * reading ends with an error first.
   */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  /** Whether the view still follows the topic. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Whether it does, and has read everything that stood there at the start. */
  public boolean isUpToDate() {
    return isAlive() && caughtUp.isDone() && !caughtUp.isCompletedExceptionally();
  }

  /**
   * Completes when everything that was committed before this call is in the view, so that what is
   * not there does not exist; fails when reading ends before that. A commit reaches the partitions
   * one after the other: what another view shows of a transaction counts as committed here too.
   */
  public CompletableFuture<Void> readToEnd() {
    return waiters.add();
  }

  /** The key's value, as far as the view has read. */
  public Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The values whose keys begin with {@code prefix}, by key: a live, read-only look. */
  public Map<String, V> withPrefix(String prefix) {
    return values.subMap(prefix, true, prefix + AFTER_EVERY_NAME, false);
  }

  /**
   * Shows the key's value (or its absence) now and after each change until the returned handle is
   * closed. The first call may run on the caller's thread, others run on the view's: one at a time,
   * and never an older value after a newer one.
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
    long seen = applied;
    added.show(seen, get(key));
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

  /** Ends a listener. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget(String key, Listener<V> listener) {
    listeners.computeIfPresent(
        key,
        (name, all) -> {
          all.remove(listener);
          return all.isEmpty() ? null : all;
        });
  }

  private void read() {
    try (var open = consumer;
        admin) {
      List<TopicPartition> partitions = partitions(open);
      open.assign(partitions);
      open.seekToBeginning(partitions);
      waiters.begin(open.endOffsets(partitions), caughtUp);
      while (true) {
        poll(open).forEach(this::apply);
        waiters.reached(positions(open, partitions));
      }
    } catch (WakeupException closed) {
      LOG.debugf("The view of %s is closed", topic);
    } catch (RuntimeException e) {
      caughtUp.completeExceptionally(e);
      LOG.errorf(e, "The view of %s stops", topic);
    } finally {
      var reason = new IllegalStateException("The view of " + topic + " has ended");
      caughtUp.completeExceptionally(reason);
      waiters.end(reason);
    }
  }

  /** Where the next records come from: all before is in the view. */
  private static Map<TopicPartition, Long> positions(
      org.apache.kafka.clients.consumer.Consumer<?, ?> reader, List<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(p -> p, reader::position));
  }

  /** Waits for the topic: services start together, and one of them makes it. */
  private List<TopicPartition> partitions(
      org.apache.kafka.clients.consumer.Consumer<String, V> open) {
    while (true) {
      List<PartitionInfo> known = open.partitionsFor(topic);
      if (!known.isEmpty()) {
        return known.stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
      }
      LockSupport.parkNanos(TOPIC_PAUSE.toNanos());
    }
  }

  /** What has come; a record that is no value of this topic is passed over. */
  private ConsumerRecords<String, V> poll(
      org.apache.kafka.clients.consumer.Consumer<String, V> open) {
    try {
      return open.poll(POLL);
    } catch (RecordDeserializationException e) {
      LOG.errorf(e, "Passed over a record at %s, offset %d", e.topicPartition(), e.offset());
      open.seek(e.topicPartition(), e.offset() + 1);
      return ConsumerRecords.empty();
    }
  }

  private void apply(ConsumerRecord<String, V> record) {
    if (record.value() == null) {
      values.remove(record.key());
    } else {
      values.put(record.key(), record.value());
    }
    long change = applied + 1;
    applied = change;
    Optional<V> now = Optional.ofNullable(record.value());
    listeners
        .getOrDefault(record.key(), Set.of())
        .forEach(listener -> tell(record.key(), () -> listener.show(change, now)));
    listenersOfAll.forEach(
        listener -> tell(record.key(), () -> listener.accept(record.key(), now)));
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

  /** A listener that fails must not end the view for all others. */
  private static void tell(String key, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "A listener failed on a change of %s", key);
    }
  }
}
