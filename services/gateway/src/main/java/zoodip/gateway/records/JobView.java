package zoodip.gateway.records;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.ProgressPart;
import zoodip.gateway.fold.JobPartKeys;
import zoodip.gateway.fold.JobParts;
import zoodip.platform.kafka.ChangeListeners;
import zoodip.platform.kafka.TopicReader;
import zoodip.platform.kafka.Topics;
import zoodip.v1.JobState;

/**
 * What the fold made of all jobs, in memory and up to date by a thread of its own: the records of
 * the topic {@code jobs}, and what running ones have added since. Only what is committed is seen,
 * and of each job never something older after something newer.
 */
public final class JobView implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JobView.class);

  private final JobIndex index = new JobIndex();
  private final Map<String, Map<String, JobPart>> parts = new HashMap<>();
  private final ChangeListeners<JobRecord> listeners = new ChangeListeners<>(this::get);
  private final TopicReader<byte[]> reader;

  /** Starts reading at once; closes both clients at its end. */
  public JobView(org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer, Admin admin) {
    reader =
        new TopicReader<>(List.of(Topics.JOBS, Topics.JOB_PARTS), consumer, admin, this::apply);
    reader.start();
  }

  /** As {@link TopicReader#caughtUp}. */
  public CompletableFuture<Void> caughtUp() {
    return reader.caughtUp();
  }

  /** Whether the view still follows the fold. */
  public boolean isAlive() {
    return reader.isAlive();
  }

  /** Whether it does, and has read everything that stood there at the start. */
  public boolean isUpToDate() {
    return reader.isUpToDate();
  }

  /** As {@link TopicReader#readToEnd}: what is not in the view then does not exist. */
  public CompletableFuture<Void> readToEnd() {
    return reader.readToEnd();
  }

  /** The job of that name, as far as the view has read. */
  public Optional<JobRecord> get(String job) {
    return index.find(job).map(JobEntry::record);
  }

  /** Whether there is a job of that name, as far as the view has read. */
  public boolean contains(String job) {
    return index.find(job).isPresent();
  }

  /** All jobs, in no order: a live, read-only look. */
  public Collection<JobEntry> all() {
    return index.all();
  }

  /** The names of jobs that have ended and are not archived: a live look. */
  public Set<String> toArchive() {
    return index.toArchive();
  }

  /** As {@link JobIndex#newestFirst}. */
  public NavigableMap<JobEntry.Place, JobEntry> newestFirst(String list, Optional<JobState> state) {
    return index.newestFirst(list, state);
  }

  /** How many trainings, or else evaluations, are in a state. */
  public long count(boolean training, JobState state) {
    return index.count(training, state);
  }

  /** As {@link BacklogCounts#of}. */
  public Backlog backlog(boolean training, Optional<String> model) {
    return index.backlog().of(training, model);
  }

  /** As {@link BacklogCounts#whenKnown}. */
  public void whenQueueKnown(Consumer<JobQueue> action) {
    index.backlog().whenKnown(action);
  }

  /** As {@link BacklogCounts#listen}. */
  public ChangeListeners.Subscription listenToBacklog(Runnable action) {
    return index.backlog().listen(action);
  }

  /** As {@link ChangeListeners#listen}. */
  public ChangeListeners.Subscription listen(String job, Consumer<Optional<JobRecord>> listener) {
    return listeners.listen(job, listener);
  }

  /** As {@link ChangeListeners#await}. */
  public CompletableFuture<Optional<JobRecord>> await(
      String job, Predicate<Optional<JobRecord>> wanted) {
    return listeners.await(job, wanted);
  }

  @Override
  public void close() {
    reader.close();
  }

  private void apply(ConsumerRecord<String, byte[]> change) {
    try {
      if (change.topic().equals(Topics.JOB_PARTS.title())) {
        applyPart(change.key(), change.value());
      } else {
        applyRecord(change.key(), change.value());
      }
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      LOG.errorf(
          e, "Passed over %s of %s, offset %d", change.key(), change.topic(), change.offset());
    }
  }

  private void applyRecord(String job, byte[] record) throws InvalidProtocolBufferException {
    if (record == null) {
      index.remove(job);
      listeners.tell(job, Optional.empty());
    } else {
      show(JobEntry.of(job, record, partsOf(job)));
    }
  }

  private void applyPart(String key, byte[] value) throws InvalidProtocolBufferException {
    String job = JobPartKeys.job(key);
    if (value == null) {
      parts.computeIfPresent(job, (name, all) -> without(all, key));
    } else {
      parts.computeIfAbsent(job, name -> new HashMap<>()).put(key, JobPart.parseFrom(value));
    }
    // parts go once the record has them: nothing is to be shown then
    if (value != null) {
      index.find(job).ifPresent(entry -> show(entry.with(partsOf(job))));
    }
  }

  private static Map<String, JobPart> without(Map<String, JobPart> parts, String key) {
    parts.remove(key);
    return parts.isEmpty() ? null : parts;
  }

  private JobParts partsOf(String job) {
    Map<String, JobPart> added = parts.get(job);
    if (added == null) {
      return JobParts.NONE;
    }
    Optional<ProgressPart> progress = Optional.empty();
    List<JobFileReference> files = new ArrayList<>();
    for (JobPart part : added.values()) {
      if (part.hasProgress()) {
        progress = Optional.of(part.getProgress());
      } else {
        files.add(part.getFile());
      }
    }
    return new JobParts(progress, List.copyOf(files));
  }

  private void show(JobEntry job) {
    index.put(job);
    if (listeners.areInterestedIn(job.name())) {
      listeners.tell(job.name(), Optional.of(job.record()));
    }
  }
}
