package zoodip.platform.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import zoodip.platform.threads.DaemonThreads;

/**
 * Reads whole topics on a thread of its own: all that stands there, and what comes. Hands over each
 * record once its transaction is committed, in the order of each key's records.
 */
public final class TopicReader<V> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TOPIC_PAUSE = Duration.ofMillis(50);

  private final List<String> topics;
  private final String name;
  private final org.apache.kafka.clients.consumer.Consumer<String, V> consumer;
  private final Admin admin;
  private final Consumer<ConsumerRecord<String, V>> apply;
  private final EndOffsetWaiters waiters;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Thread thread;

  /**
   * A reader that begins when it is told to; closes both clients at its end.
   *
   * @param apply takes each record, its value null where something is deleted; must be quick
   */
  public TopicReader(
      List<Topics> topics,
      org.apache.kafka.clients.consumer.Consumer<String, V> consumer,
      Admin admin,
      Consumer<ConsumerRecord<String, V>> apply) {
    this.topics = topics.stream().map(Topics::title).toList();
    this.consumer = consumer;
    this.admin = admin;
    this.apply = apply;
    name = String.join(" and ", this.topics);
    waiters = new EndOffsetWaiters(name, admin);
    thread = DaemonThreads.of("view-of-" + this.topics.get(0), this::read);
  }

  public void start() {
    thread.start();
  }

  /**
   * Completes when everything that stood on the topics at the start has been handed over; fails,
   * even when reading ends with an error first.
   */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  /** Whether it still follows the topics. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Whether it does, and has read everything that stood there at the start. */
  public boolean isUpToDate() {
    return isAlive() && caughtUp.isDone() && !caughtUp.isCompletedExceptionally();
  }

  /**
   * Completes when everything that was committed before this call has been handed over; fails when
   * reading ends before that. A commit reaches the partitions one after the other: what another
   * reader has handed over of a transaction counts as committed here too.
   */
  public CompletableFuture<Void> readToEnd() {
    return waiters.add();
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

  private void read() {
    try (var open = consumer;
        admin) {
      List<TopicPartition> partitions =
          topics.stream().flatMap(topic -> partitions(open, topic).stream()).toList();
      open.assign(partitions);
      open.seekToBeginning(partitions);
      waiters.begin(open.endOffsets(partitions), caughtUp);
      while (true) {
        poll(open).forEach(apply);
        waiters.reached(positions(open, partitions));
      }
    } catch (WakeupException closed) {
      LOG.debugf("The reader of %s is closed", name);
    } catch (RuntimeException e) {
      caughtUp.completeExceptionally(e);
      LOG.errorf(e, "The reader of %s stops", name);
    } finally {
      var reason = new IllegalStateException("The reader of " + name + " has ended");
      caughtUp.completeExceptionally(reason);
      waiters.end(reason);
    }
  }

  /** Where the next records come from: all before has been handed over. */
  private static Map<TopicPartition, Long> positions(
      org.apache.kafka.clients.consumer.Consumer<?, ?> reader, List<TopicPartition> partitions) {
    return partitions.stream().collect(Collectors.toMap(p -> p, reader::position));
  }

  /** Waits for the topic: services start together, and one of them makes it. */
  private static List<TopicPartition> partitions(
      org.apache.kafka.clients.consumer.Consumer<?, ?> open, String topic) {
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

  /** What has come; a record that is no value of its topic is passed over. */
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
}
