package zoodip.gateway.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import zoodip.v1.JobState;

/**
 * How many jobs of each kind of work and base model wait and run, and since when the oldest waits:
 * kept with each change, so that asking costs nothing however many jobs there are. One thread
 * changes it, any may read.
 */
public final class QueueCounts {
  /**
   * What workers of one base model can take.
   *
   * @param training trainings, or else evaluations
   * @param model its resource name, {@code models/...}
   */
  public record Queue(boolean training, String model) {
    static Queue of(JobEntry job) {
      return new Queue(job.isTraining(), job.model());
    }
  }

  /**
   * @param since nanoseconds since 1970
   */
  private record Waiting(long since, String job) {
    static final Comparator<Waiting> OLDEST_FIRST =
        Comparator.comparingLong(Waiting::since).thenComparing(Waiting::job);
  }

  private static final class Counts {
    private final NavigableSet<Waiting> waiting = new ConcurrentSkipListSet<>(Waiting.OLDEST_FIRST);
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong running = new AtomicLong();
  }

  private final Map<Queue, Counts> counts = new ConcurrentHashMap<>();
  private final List<Consumer<Queue>> listeners = new ArrayList<>();

  /**
   * Jobs that wait for a worker.
   *
   * @param model empty for all
   */
  public long queued(boolean training, Optional<String> model) {
    return sum(training, model, of -> of.queued.get());
  }

  /** Jobs that a worker works on, likewise. */
  public long running(boolean training, Optional<String> model) {
    return sum(training, model, of -> of.running.get());
  }

  /**
   * When the job was queued that waits for longest, in nanoseconds since 1970; empty if none does.
   */
  public OptionalLong oldestQueued(boolean training, Optional<String> model) {
    return of(training, model)
        .map(of -> of.waiting.stream().findFirst())
        .flatMap(Optional::stream)
        .mapToLong(Waiting::since)
        .min();
  }

  /** Tells of each queue that ever had a job, of each once: of those so far at once. */
  public synchronized void whenKnown(Consumer<Queue> listener) {
    listeners.add(listener);
    counts.keySet().forEach(listener);
  }

  /** A job has changed, or is new. */
  void changed(Optional<JobEntry> before, JobEntry after) {
    if (before.filter(job -> countsAlike(job, after)).isEmpty()) {
      add(after);
      before.ifPresent(this::remove);
    }
  }

  /** A job is gone, or is counted as it is now. */
  void remove(JobEntry job) {
    Counts of = counts.get(Queue.of(job));
    if (of != null && job.state() == JobState.JOB_STATE_QUEUED && of.waiting.remove(waiting(job))) {
      of.queued.decrementAndGet();
    } else if (of != null && job.state() == JobState.JOB_STATE_RUNNING) {
      of.running.decrementAndGet();
    }
  }

  private void add(JobEntry job) {
    Counts of = counts.get(Queue.of(job));
    if (of == null) {
      of = first(Queue.of(job));
    }
    if (job.state() == JobState.JOB_STATE_QUEUED && of.waiting.add(waiting(job))) {
      of.queued.incrementAndGet();
    } else if (job.state() == JobState.JOB_STATE_RUNNING) {
      of.running.incrementAndGet();
    }
  }

  private synchronized Counts first(Queue queue) {
    Counts of = new Counts();
    counts.put(queue, of);
    listeners.forEach(listener -> listener.accept(queue));
    return of;
  }

  private static boolean countsAlike(JobEntry one, JobEntry other) {
    return one.state() == other.state()
        && Queue.of(one).equals(Queue.of(other))
        && (one.state() != JobState.JOB_STATE_QUEUED || waiting(one).equals(waiting(other)));
  }

  /** A queued job's last change was that it was queued. */
  private static Waiting waiting(JobEntry job) {
    return new Waiting(job.updateTime(), job.name());
  }

  private long sum(boolean training, Optional<String> model, ToLongFunction<Counts> count) {
    return of(training, model).mapToLong(count).sum();
  }

  private Stream<Counts> of(boolean training, Optional<String> model) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().training() == training)
        .filter(entry -> model.isEmpty() || model.get().equals(entry.getKey().model()))
        .map(Map.Entry::getValue);
  }
}
