package zoodip.gateway.records;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import zoodip.contract.JobStates;
import zoodip.gateway.records.JobEntry.Place;
import zoodip.platform.names.ResourceName;
import zoodip.v1.JobState;

/**
 * All jobs by their names, those of each list newest first, and those of each state of a list. One
 * thread changes it, any may read.
 */
final class JobIndex {
  /** The jobs of one list: for example a tenant's trainings. */
  private static final class Listing {
    private final NavigableMap<Place, JobEntry> all = newestFirst();
    private final Map<JobState, NavigableMap<Place, JobEntry>> ofState =
        new EnumMap<>(JobState.class);

    private Listing() {
      for (JobState state : JobState.values()) {
        ofState.put(state, newestFirst());
      }
    }

    private static NavigableMap<Place, JobEntry> newestFirst() {
      return new ConcurrentSkipListMap<>(Place.NEWEST_FIRST);
    }
  }

  private record Group(boolean training, JobState state) {}

  private final Map<String, JobEntry> jobs = new ConcurrentHashMap<>();
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();
  private final Set<String> toArchive = ConcurrentHashMap.newKeySet();
  private final Map<Group, LongAdder> counts = new ConcurrentHashMap<>();
  private final QueueCounts queues = new QueueCounts();

  /** The names of jobs that have ended and are not archived: a live look. */
  Set<String> toArchive() {
    return toArchive;
  }

  Optional<JobEntry> find(String job) {
    return Optional.ofNullable(jobs.get(job));
  }

  Collection<JobEntry> all() {
    return jobs.values();
  }

  /**
   * The jobs of one list, newest first: a live look.
   *
   * @param list what their names begin with: {@code tenants/{t}/trainingJobs}
   * @param state empty for all
   */
  NavigableMap<Place, JobEntry> newestFirst(String list, Optional<JobState> state) {
    Listing listing = listings.get(list);
    if (listing == null) {
      return Listing.newestFirst();
    }
    return state.map(listing.ofState::get).orElse(listing.all);
  }

  long count(boolean training, JobState state) {
    LongAdder count = counts.get(new Group(training, state));
    return count == null ? 0 : count.sum();
  }

  QueueCounts queues() {
    return queues;
  }

  /** Nobody who looks meanwhile misses a job that was there and still is. */
  void put(JobEntry job) {
    JobEntry before = jobs.put(job.name(), job);
    Listing listing = listings.computeIfAbsent(list(job.name()), name -> new Listing());
    Place place = job.place();
    listing.all.put(place, job);
    listing.ofState.get(job.state()).put(place, job);
    counter(job).increment();
    queues.changed(Optional.ofNullable(before), job);
    if (JobStates.isTerminal(job.state()) && !job.isArchived()) {
      toArchive.add(job.name());
    } else {
      toArchive.remove(job.name());
    }
    if (before != null) {
      counter(before).decrement();
      if (!before.place().equals(place)) {
        listing.all.remove(before.place());
        listing.ofState.get(before.state()).remove(before.place());
      } else if (before.state() != job.state()) {
        listing.ofState.get(before.state()).remove(place);
      }
    }
  }

  void remove(String job) {
    JobEntry before = jobs.remove(job);
    toArchive.remove(job);
    if (before != null) {
      Listing listing = listings.get(list(job));
      listing.all.remove(before.place());
      listing.ofState.get(before.state()).remove(before.place());
      counter(before).decrement();
      queues.remove(before);
    }
  }

  private LongAdder counter(JobEntry job) {
    return counts.computeIfAbsent(
        new Group(job.isTraining(), job.state()), group -> new LongAdder());
  }

  private static String list(String job) {
    ResourceName name = ResourceName.parse(job);
    return name.parent() + "/" + name.collection();
  }
}
