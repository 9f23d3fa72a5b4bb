package zoodip.trainer.journal;

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

  private final SegmentStore store;
  private final FileStore fileStore;
  private final ProgressPublisher progressPublisher;
  private final FlushSchedule flushSchedule;
  private final Clock clock;
  private final TrainingSession session;
  private final Throughput throughput;
  private final ExecutorService io = Executors.newSingleThreadExecutor(JournalWriter::daemon);
  private Future<Boolean> onItsWay = CompletableFuture.completedFuture(false);
  private final Map<String, JobFile> attached = new TreeMap<>();
  private Optional<Entry> unsaved = Optional.empty();
  private int segments;
  private Instant due;

  private record Entry(
      Optional<JournalSegment> segment, JobProgress progress, List<JobFile> files) {}

  /**
   * A writer for a session that was just resumed.
   *
   * @param segments that the job's journal has already
   */
  public JournalWriter(
      SegmentStore store,
      FileStore fileStore,
      ProgressPublisher progressPublisher,
      FlushSchedule flushSchedule,
      Clock clock,
      TrainingSession session,
      int segments) {
    this.store = store;
    this.fileStore = fileStore;
    this.progressPublisher = progressPublisher;
    this.flushSchedule = flushSchedule;
    this.clock = clock;
    this.session = session;
    this.segments = segments;
    throughput = new Throughput(clock.instant(), session);
    due = clock.instant().plus(flushSchedule.after(segments));
  }

  /**
   * Sends a file off with the next losses, which are due from now on; it takes the place of one of
   * its name that still waits.
   */
  public void attach(JobFile file) {
    attached.put(file.name(), file);
  }

  /**
   * Called after each step: sends the losses off if it is time and the last ones have arrived.
   *
   * @throws IllegalStateException if the last announcement could not be made, with the reason as
   *     its cause
   */
  public void keepUp() throws InterruptedException {
    if (!onItsWay.isDone()) {
      return;
    }
    settle();
    Instant now = clock.instant();
    if (now.isBefore(due) && attached.isEmpty()) {
      return;
    }
    Optional<Entry> next = next();
    if (next.isPresent()) {
      onItsWay = io.submit(() -> saveIfPossible(next.get()));
    }
    due = now.plus(flushSchedule.after(segments));
  }

  /**
   * Waits until all losses of the session and all files are safe and announced.
   *
   * @throws StorageException if the object store does not take them
   */
  public void finish() throws InterruptedException {
    settle();
    for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
      save(next.get());
      forget();
    }
  }

  /** Gives up what is not safe yet. */
  @Override
  public void close() {
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

  /** Waits for what is on its way. */
  private void settle() throws InterruptedException {
    try {
      if (onItsWay.get()) {
        forget();
      }
      onItsWay = CompletableFuture.completedFuture(false);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The journal cannot go on", e.getCause());
    }
  }

  private Optional<Entry> next() {
    if (unsaved.isEmpty()) {
      Optional<JournalSegment> cut = session.cut();
      if (cut.isPresent() || !attached.isEmpty()) {
        JobProgress progress = throughput.mark(clock.instant());
        unsaved = Optional.of(new Entry(cut, progress, List.copyOf(attached.values())));
        attached.clear();
      }
    }
    return unsaved;
  }

  private void forget() {
    unsaved.flatMap(Entry::segment).ifPresent(saved -> segments++);
    unsaved = Optional.empty();
  }

  private boolean saveIfPossible(Entry entry) {
    try {
      save(entry);
      return true;
    } catch (StorageException e) {
      LOG.warnf("Losses wait in memory: %s", e.getMessage());
      return false;
    }
  }

  private void save(Entry entry) {
    List<JobFileReference> files = entry.files().stream().map(fileStore::write).toList();
    progressPublisher.make(entry.progress(), entry.segment().map(store::write), files);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "journal");
    thread.setDaemon(true);
    return thread;
  }
}
