package zoodip.trainer.journal;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.events.v1.JobFileReference;
import zoodip.platform.storage.StorageException;
import zoodip.platform.threads.DaemonThreads;
import zoodip.platform.tracing.Spans;
import zoodip.trainer.files.FileStore;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;
import zoodip.zeroth.journal.JournalSegment;

/**
 * Brings the losses of a running session, and the files that come along, to safety and says how far
 * it is, on a thread of its own: training does not wait for the object store or for Kafka. At most
 * one segment is on its way; while the object store takes none, losses and files wait in memory and
 * training goes on.
 */
public final class JournalWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JournalWriter.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final AttributeKey<Long> FIRST_STEP = AttributeKey.longKey("zoodip.step.first");
  private static final AttributeKey<Long> LAST_STEP = AttributeKey.longKey("zoodip.step.last");

  private final SegmentStore segmentStore;
  private final FileStore fileStore;
  private final ProgressPublisher publisher;
  private final FlushSchedule schedule;
  private final Clock clock;
  private final TrainingSession session;
  private final Throughput throughput;
  private final JournalMetrics metrics;
  private final JournalLag lag;
  private final ExecutorService io =
      Context.taskWrapping(Executors.newSingleThreadExecutor(DaemonThreads.named("journal")));
  private Future<Boolean> inFlight = CompletableFuture.completedFuture(false);
  private final Map<String, JobFile> attached = new TreeMap<>();
  private Optional<Flush> unsaved = Optional.empty();
  private int segments;
  private Instant nextFlush;

  private record Flush(
      Optional<JournalSegment> segment, JobProgress progress, List<JobFile> files) {}

  /**
   * A writer for a session that was just resumed.
   *
   * @param segments that the job's journal has already
   * @param metrics is told how far the session is ahead
   */
  public JournalWriter(
      SegmentStore segmentStore,
      FileStore fileStore,
      ProgressPublisher publisher,
      FlushSchedule schedule,
      Clock clock,
      TrainingSession session,
      int segments,
      JournalMetrics metrics) {
    this.metrics = metrics;
    lag = metrics.open(session.steps(), clock.instant());
    this.segmentStore = segmentStore;
    this.fileStore = fileStore;
    this.publisher = publisher;
    this.schedule = schedule;
    this.clock = clock;
    this.session = session;
    this.segments = segments;
    throughput = new Throughput(clock.instant(), session);
    nextFlush = clock.instant().plus(schedule.intervalAfter(segments));
  }

  /**
   * Called after each step: sends the losses off if it is time and the last ones have arrived.
   *
   * @param files to go with the next losses, which are due if there are any; they take the place of
   *     those of their names that still wait
   * @throws IllegalStateException if the last announcement could not be made, with the reason as
   *     its cause
   */
  public void flushIfDue(List<JobFile> files) throws InterruptedException {
    lag.done(session.steps());
    attach(files);
    if (!inFlight.isDone()) {
      return;
    }
    awaitInFlight();
    Instant now = clock.instant();
    if (now.isBefore(nextFlush) && attached.isEmpty()) {
      return;
    }
    Optional<Flush> next = next();
    if (next.isPresent()) {
      inFlight = io.submit(() -> saveIfPossible(next.get()));
    }
    nextFlush = now.plus(schedule.intervalAfter(segments));
  }

  /**
   * Waits until all losses of the session and all files are safe and announced.
   *
   * @param files as for {@link #flushIfDue}
   * @throws StorageException if the object store does not take them
   */
  public void flush(List<JobFile> files) throws InterruptedException {
    attach(files);
    awaitInFlight();
    for (Optional<Flush> next = next(); next.isPresent(); next = next()) {
      save(next.get());
      saved();
    }
  }

  /** Gives up what is not safe yet. */
  @Override
  public void close() {
    metrics.close(lag);
    io.shutdown();
    try {
      if (!io.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        io.shutdownNow();
      }
    } catch (InterruptedException e) {
      io.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void attach(List<JobFile> files) {
    files.forEach(file -> attached.put(file.name(), file));
  }

  private void awaitInFlight() throws InterruptedException {
    try {
      if (inFlight.get()) {
        saved();
      }
      inFlight = CompletableFuture.completedFuture(false);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The journal cannot go on", e.getCause());
    }
  }

  private Optional<Flush> next() {
    if (unsaved.isEmpty()) {
      Optional<JournalSegment> segment = session.drain();
      if (segment.isPresent() || !attached.isEmpty()) {
        JobProgress progress = throughput.progress(clock.instant());
        unsaved = Optional.of(new Flush(segment, progress, List.copyOf(attached.values())));
        attached.clear();
      }
    }
    return unsaved;
  }

  private void saved() {
    unsaved.flatMap(Flush::segment).ifPresent(segment -> segments++);
    unsaved = Optional.empty();
  }

  private boolean saveIfPossible(Flush flush) {
    try {
      save(flush);
      return true;
    } catch (StorageException e) {
      LOG.warnf("Losses wait in memory: %s", e.getMessage());
      return false;
    }
  }

  private void save(Flush flush) {
    Instant start = clock.instant();
    try {
      var unused = Spans.withinTrace(span(flush), () -> write(flush));
    } catch (RuntimeException e) {
      metrics.failed(Duration.between(start, clock.instant()));
      throw e;
    }
    Instant now = clock.instant();
    metrics.committed(Duration.between(start, now));
    flush.segment().ifPresent(segment -> lag.committed(segment.lastStep(), now));
  }

  private SpanBuilder span(Flush flush) {
    SpanBuilder span =
        Spans.named("commit steps").setAttribute(Spans.JOB, segmentStore.job().toString());
    flush
        .segment()
        .ifPresent(
            segment ->
                span.setAttribute(FIRST_STEP, segment.firstStep())
                    .setAttribute(LAST_STEP, segment.lastStep()));
    return span;
  }

  private List<JobFileReference> write(Flush flush) {
    List<JobFileReference> files = flush.files().stream().map(fileStore::write).toList();
    publisher.publish(flush.progress(), flush.segment().map(segmentStore::write), files);
    return files;
  }
}
