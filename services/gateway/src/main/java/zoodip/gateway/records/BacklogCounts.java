package zoodip.gateway.records;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import zoodip.platform.kafka.ChangeListeners.Subscription;
import zoodip.v1.JobState;

/**
 * What is to do, counted as jobs change: a change costs what one job costs, an answer what models
 * that are being worked with cost, however many jobs there ever were. Thread-safe.
 */
final class BacklogCounts {
  private static final Logger LOG = Logger.getLogger(BacklogCounts.class);
  private static final long NANOS = 1_000_000_000L;

  private record Group(boolean training, String model) {}

  private record Waiting(long since, String job) {
    private static final Comparator<Waiting> LONGEST_FIRST =
        Comparator.comparingLong(Waiting::since).thenComparing(Waiting::job);
  }

  /** The jobs of one group. */
  private static final class Count {
    private final NavigableSet<Waiting> waiting = new TreeSet<>(Waiting.LONGEST_FIRST);
    private long running;
    private long units;

    private void add(JobEntry job) {
      units += job.unitsLeft();
      if (job.state() == JobState.JOB_STATE_RUNNING) {
        running++;
      } else {
        waiting.add(new Waiting(job.updateTime(), job.name()));
      }
    }

    private void remove(JobEntry job) {
      units -= job.unitsLeft();
      if (job.state() == JobState.JOB_STATE_RUNNING) {
        running--;
      } else {
        waiting.remove(new Waiting(job.updateTime(), job.name()));
      }
    }

    private boolean isEmpty() {
      return waiting.isEmpty() && running == 0;
    }
  }

  private final Map<Group, Count> groups = new HashMap<>();
  private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();

  /** A job has changed, come or gone; nobody sees it counted twice or not at all meanwhile. */
  void replace(Optional<JobEntry> before, Optional<JobEntry> after) {
    Optional<JobEntry> counted = before.filter(BacklogCounts::isOpen);
    Optional<JobEntry> now = after.filter(BacklogCounts::isOpen);
    if ((counted.isPresent() || now.isPresent()) && apply(counted, now)) {
      listeners.forEach(BacklogCounts::tell);
    }
  }

  /**
   * What is to do.
   *
   * @param training trainings, or else evaluations
   * @param model empty for those of all models
   */
  synchronized Backlog of(boolean training, Optional<String> model) {
    List<Count> counts =
        groups.entrySet().stream()
            .filter(group -> group.getKey().training() == training)
            .filter(group -> model.map(group.getKey().model()::equals).orElse(true))
            .map(Map.Entry::getValue)
            .toList();
    return new Backlog(
        counts.stream().mapToLong(count -> count.waiting.size()).sum(),
        counts.stream().mapToLong(count -> count.running).sum(),
        counts.stream().mapToLong(count -> count.units).sum(),
        counts.stream()
            .filter(count -> !count.waiting.isEmpty())
            .map(count -> count.waiting.first().since())
            .min(Comparator.naturalOrder())
            .map(since -> Instant.ofEpochSecond(since / NANOS, since % NANOS)));
  }

  /**
   * Runs the action, which must be quick, each time that a model's last job ended or first came.
   */
  Subscription listen(Runnable action) {
    listeners.add(action);
    return () -> listeners.remove(action);
  }

  /**
   * @return whether there is something to do for a model now that had nothing, or the reverse
   */
  private synchronized boolean apply(Optional<JobEntry> before, Optional<JobEntry> after) {
    Set<Group> idleBefore = idle(before, after);
    after.ifPresent(job -> groups.computeIfAbsent(group(job), name -> new Count()).add(job));
    before.ifPresent(
        job -> {
          Count count = groups.get(group(job));
          count.remove(job);
          if (count.isEmpty()) {
            groups.remove(group(job));
          }
        });
    return !idleBefore.equals(idle(before, after));
  }

  private Set<Group> idle(Optional<JobEntry> before, Optional<JobEntry> after) {
    return Stream.of(before, after)
        .flatMap(Optional::stream)
        .map(BacklogCounts::group)
        .filter(group -> !groups.containsKey(group))
        .collect(Collectors.toSet());
  }

  private static Group group(JobEntry job) {
    return new Group(job.isTraining(), job.model());
  }

  private static boolean isOpen(JobEntry job) {
    return job.state() == JobState.JOB_STATE_QUEUED || job.state() == JobState.JOB_STATE_RUNNING;
  }

  /** A listener that fails must not end the changes for all others. */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.error("A listener failed on a change of what is to do", e);
    }
  }
}
