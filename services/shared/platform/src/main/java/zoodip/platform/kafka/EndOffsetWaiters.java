package zoodip.platform.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Those who wait until a topic's reader has come to the end that the topic has now. One question
 * for that end is on its way at a time; its answer serves all who came before it was asked, and who
 * has given up waiting causes none. Nobody's thread waits for the answer.
 */
final class EndOffsetWaiters {
  private static final int TIMEOUT_MS = 5_000;

  private final String topic;
  private final Admin admin;
  private final List<CompletableFuture<Void>> asked = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();
  private List<CompletableFuture<Void>> newcomers = new ArrayList<>();
  private List<TopicPartition> partitions = List.of();
  private Map<TopicPartition, Long> positions = Map.of();
  private Optional<Throwable> end = Optional.empty();

  EndOffsetWaiters(String topic, Admin admin) {
    this.topic = topic;
    this.admin = admin;
  }

  /** Offsets that some wait for the reader to reach. */
  private record Goal(Map<TopicPartition, Long> ends, List<CompletableFuture<Void>> waiting) {
    boolean isReachedAt(Map<TopicPartition, Long> positions) {
      return ends.entrySet().stream()
          .allMatch(end -> positions.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    boolean isGivenUp() {
      return waiting.stream().allMatch(CompletableFuture::isDone);
    }
  }

  /** Completes when all that is on the topic now has been read; fails when reading ends before. */
  CompletableFuture<Void> add() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    synchronized (this) {
      if (end.isEmpty()) {
        newcomers.add(waiter);
      }
    }
    endOf().ifPresent(waiter::completeExceptionally);
    ask();
    return waiter;
  }

  /**
   * The topic is there: its end can be asked for from now on.
   *
   * @param ends what stands on it at the start
   * @param caughtUp completes when that has been read
   */
  void begin(Map<TopicPartition, Long> ends, CompletableFuture<Void> caughtUp) {
    synchronized (this) {
      partitions = List.copyOf(ends.keySet());
      goals.add(new Goal(ends, List.of(caughtUp)));
    }
    ask();
  }

  /** Everything before these offsets has been read. */
  void reached(Map<TopicPartition, Long> now) {
    synchronized (this) {
      positions = now;
    }
    completeReached();
  }

  /** Nothing more is read: who waits fails, now and later. */
  void end(Throwable reason) {
    List<CompletableFuture<Void>> left = new ArrayList<>();
    synchronized (this) {
      end = Optional.of(reason);
      left.addAll(newcomers);
      left.addAll(asked);
      goals.forEach(goal -> left.addAll(goal.waiting()));
      newcomers.clear();
      goals.clear();
    }
    left.forEach(waiter -> waiter.completeExceptionally(reason));
  }

  private synchronized Optional<Throwable> endOf() {
    return end;
  }

  private void ask() {
    List<TopicPartition> of;
    synchronized (this) {
      newcomers.removeIf(CompletableFuture::isDone);
      if (end.isPresent() || partitions.isEmpty() || !asked.isEmpty() || newcomers.isEmpty()) {
        return;
      }
      asked.addAll(newcomers);
      newcomers = new ArrayList<>();
      of = partitions;
    }
    var latest = of.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    try {
      var unused =
          admin
              .listOffsets(latest, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS))
              .all()
              .whenComplete(this::answered);
    } catch (RuntimeException e) {
      answered(Map.of(), e);
    }
  }

  /** The ends of the log, where a reader of committed records comes once all before is decided. */
  private void answered(Map<TopicPartition, ListOffsetsResultInfo> found, Throwable failure) {
    List<CompletableFuture<Void>> served;
    synchronized (this) {
      served = List.copyOf(asked);
      asked.clear();
      if (failure == null) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        found.forEach((partition, info) -> ends.put(partition, info.offset()));
        goals.add(new Goal(ends, served));
      }
    }
    if (failure == null) {
      completeReached();
    } else {
      var unavailable = new KafkaUnavailableException("cannot find the end of " + topic, failure);
      served.forEach(waiter -> waiter.completeExceptionally(unavailable));
    }
    ask();
  }

  private void completeReached() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    synchronized (this) {
      goals.removeIf(Goal::isGivenUp);
      for (Goal goal : List.copyOf(goals)) {
        if (goal.isReachedAt(positions)) {
          goals.remove(goal);
          done.addAll(goal.waiting());
        }
      }
    }
    // outside the lock: what depends on them runs here
    done.forEach(waiter -> waiter.complete(null));
  }
}
