package zoodip.platform.work;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.errors.GroupMaxSizeReachedException;
import org.jboss.logging.Logger;
import zoodip.events.v1.WorkRequest;
import zoodip.platform.threads.DaemonThreads;
import zoodip.platform.tracing.EventTrace;

/**
 * Takes one request at a time from a queue. Its own thread talks to the broker and keeps the
 * request's lock while another thread works.
 */
final class WorkSlot {
  private static final Logger LOG = Logger.getLogger(WorkSlot.class);
  private static final Duration POLL = Duration.ofMillis(250);

  private final List<WorkShard> shards;
  private final ShardTour tour;
  private final WorkRequestProcessor processor;
  private final BooleanSupplier gatewayReady;
  private final WorkMetrics metrics;
  private final StopSignal stop;
  private final Duration renewal;
  private final Backoff backoff;
  private final Thread thread;
  private final ExecutorService executor;
  private volatile boolean died;
  private int failures;

  WorkSlot(
      String name,
      List<WorkShard> shards,
      ShardTour tour,
      WorkRequestProcessor processor,
      BooleanSupplier gatewayReady,
      WorkMetrics metrics,
      WorkConfig config,
      StopSignal stop,
      Consumer<Throwable> onDeath) {
    this.shards = shards;
    this.tour = tour;
    this.processor = processor;
    this.gatewayReady = gatewayReady;
    this.metrics = metrics;
    this.stop = stop;
    renewal = new LockRenewal(config.lock()).interval();
    backoff = new Backoff(config.firstPause(), config.longestPause());
    executor = Executors.newSingleThreadExecutor(DaemonThreads.named(name + "-work"));
    thread = DaemonThreads.of(name, () -> run(onDeath));
  }

  void start() {
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive() && !died;
  }

  /** Waits until the slot has stopped after the signal; then interrupts what it is doing. */
  void join(Duration patience) throws InterruptedException {
    thread.join(Math.max(1, patience.toMillis()));
    if (thread.isAlive()) {
      LOG.warnf("%s does not stop in good order", thread.getName());
      thread.interrupt();
      thread.join(POLL.toMillis());
    }
  }

  private void run(Consumer<Throwable> onDeath) {
    try {
      int idleVisits = 0;
      for (int visit = 0; !stop.isSignalled(); visit = (visit + 1) % shards.size()) {
        boolean worked = serveIfThereIsRoom(shards.get(tour.shard(visit)), tour.stay(idleVisits));
        idleVisits = worked ? 0 : idleVisits + 1;
      }
    } catch (InterruptedException e) {
      LOG.debugf(e, "%s is interrupted", thread.getName());
    } catch (RuntimeException | Error e) {
      died = true;
      onDeath.accept(e);
    } finally {
      executor.shutdownNow();
    }
  }

  /** A group that is full has members enough; who is turned away comes again. */
  private boolean serveIfThereIsRoom(WorkShard shard, Optional<Duration> stay)
      throws InterruptedException {
    try {
      return serve(shard, stay);
    } catch (GroupMaxSizeReachedException e) {
      LOG.warnf(
          "%s: share group %s is full (group.share.max.size); work.fleet-slots and"
              + " topics.queue-shards are for fleets of this size",
          thread.getName(), shard.group().id());
      stop.pause(tour.patience());
      return false;
    }
  }

  /**
   * Works on a part of the queue, until there was no work for as long as the slot stays.
   *
   * @return whether there was work
   */
  private boolean serve(WorkShard shard, Optional<Duration> stay) throws InterruptedException {
    long patience = stay.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    boolean worked = false;
    try (KafkaShareConsumer<String, byte[]> consumer = shard.group().member()) {
      consumer.subscribe(List.of(shard.topic()));
      long idleSince = System.nanoTime();
      while (!stop.isSignalled() && System.nanoTime() - idleSince < patience) {
        if (!gatewayReady.getAsBoolean()) {
          // a request that nothing is known about would be given back, and lose a delivery
          stop.pause(POLL);
          continue;
        }
        for (ConsumerRecord<String, byte[]> record : poll(consumer)) {
          process(record, new RecordLock(consumer, record, renewal));
          idleSince = System.nanoTime();
          worked = true;
        }
      }
    }
    return worked;
  }

  /** Nothing while a job elsewhere in the process has taken all memory: that job will fail. */
  private Iterable<ConsumerRecord<String, byte[]>> poll(KafkaShareConsumer<String, byte[]> consumer)
      throws InterruptedException {
    try {
      return consumer.poll(POLL);
    } catch (OutOfMemoryError e) {
      LOG.errorf(e, "%s has no memory to ask for requests", thread.getName());
      stop.pause(POLL);
      return List.of();
    }
  }

  private void process(ConsumerRecord<String, byte[]> record, RecordLock lock)
      throws InterruptedException {
    if (stop.isSignalled()) {
      lock.acknowledge(AcknowledgeType.RELEASE);
      return;
    }
    WorkRequest request;
    try {
      request = WorkRequest.parseFrom(record.value());
    } catch (InvalidProtocolBufferException | NullPointerException e) {
      LOG.errorf(
          e, "%s: not a request on %s, offset %d", record.key(), record.topic(), record.offset());
      lock.acknowledge(AcknowledgeType.REJECT);
      return;
    }
    int delivery = record.deliveryCount().map(Short::intValue).orElse(1);
    Context queuedBy = EventTrace.of(record.headers());
    metrics.delivered(delivery);
    long start = System.nanoTime();
    RequestDisposition disposition =
        await(
            executor.submit(() -> processor.process(request, delivery, lock::isHeld, queuedBy)),
            lock);
    lock.acknowledge(disposition.acknowledgement());
    metrics.count(disposition, Duration.ofNanos(System.nanoTime() - start));
    backOff(disposition);
  }

  private RequestDisposition await(Future<RequestDisposition> work, RecordLock lock)
      throws InterruptedException {
    try (var busy = metrics.busy()) {
      while (true) {
        try {
          return work.get(renewal.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          renew(lock);
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        LOG.errorf(e, "%s had no memory to say how its job ended", thread.getName());
        return RequestDisposition.UNREACHABLE;
      }
      lock.acknowledge(AcknowledgeType.RELEASE);
      throw new IllegalStateException("The slot's work ended abnormally", e.getCause());
    }
  }

  private void renew(RecordLock lock) {
    try {
      lock.renew();
    } catch (OutOfMemoryError e) {
      LOG.errorf(e, "%s had no memory to renew its lock, and tries again", thread.getName());
    }
  }

  private void backOff(RequestDisposition disposition) throws InterruptedException {
    failures = disposition.needsPause() ? failures + 1 : 0;
    if (failures > 0) {
      stop.pause(backoff.after(failures));
    }
  }
}
