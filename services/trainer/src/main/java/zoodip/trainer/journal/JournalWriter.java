package zoodip.trainer.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.platform.storage.StorageException;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.JobProgress;
import zoodip.zeroth.journal.JournalSegment;

/**
 * Brings the losses of a running session to safety and says how far it is, on a thread of its own:
 * training does not wait for the object store or for Kafka. At most one segment is on its way;
 * while the object store takes none, losses wait in memory and training goes on.
 */
public final class JournalWriter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JournalWriter.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final SegmentStore store;
  private final Announcement announcement;
  private final Cadence cadence;
  private final Clock clock;
  private final TrainingSession session;
  private final Pace pace;
  private final ExecutorService io = Executors.newSingleThreadExecutor(JournalWriter::daemon);
  private Future<Boolean> onItsWay = CompletableFuture.completedFuture(false);
  private Optional<Entry> unsaved = Optional.empty();
  private int segments;
  private Instant due;

  private record Entry(JournalSegment segment, JobProgress progress) {}

  /**
   * A writer for a session that was just resumed.
   *
   * @param segments that the job's journal has already
   */
  public JournalWriter(
      SegmentStore store,
      Announcement announcement,
      Cadence cadence,
      Clock clock,
      TrainingSession session,
      int segments) {
    this.store = store;
    this.announcement = announcement;
    this.cadence = cadence;
    this.clock = clock;
    this.session = session;
    this.segments = segments;
    pace = new Pace(clock.instant(), session);
    due = clock.instant().plus(cadence.after(segments));
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
    if (now.isBefore(due)) {
      return;
    }
    Optional<Entry> next = next();
    if (next.isPresent()) {
      onItsWay = io.submit(() -> saveIfPossible(next.get()));
    }
    due = now.plus(cadence.after(segments));
  }

  /**
   * Waits until all losses of the session are safe and announced.
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
      unsaved = session.cut().map(cut -> new Entry(cut, pace.mark(clock.instant())));
    }
    return unsaved;
  }

  private void forget() {
    unsaved = Optional.empty();
    segments++;
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
    announcement.make(entry.progress(), store.write(entry.segment()));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "journal");
    thread.setDaemon(true);
    return thread;
  }
}
