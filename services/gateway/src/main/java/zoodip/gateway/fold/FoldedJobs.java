package zoodip.gateway.fold;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobPart;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ProgressPart;

/**
 * The fold's state of jobs: records as they were when they changed last, and beside them what was
 * added since. A commit writes what it adds and nothing that was there before.
 *
 * <p>Segments of a journal are always parts, until they are archived as one. Records of before
 * there were parts have theirs in them: these are moved out when such a job is met.
 *
 * <p>For gateways that know no parts, records can be kept whole: then parts are there only while an
 * event is folded.
 */
final class FoldedJobs {
  private final KeyValueStore<String, JobRecord> records;
  private final KeyValueStore<String, JobPart> parts;
  private final boolean whole;

  /**
   * @param whole whether records keep the segments that are in them
   */
  FoldedJobs(
      KeyValueStore<String, JobRecord> records,
      KeyValueStore<String, JobPart> parts,
      boolean whole) {
    this.records = records;
    this.parts = parts;
    this.whole = whole;
  }

  /** The job as it is, but for the segments of its journal. */
  Optional<JobRecord> find(String job) {
    return Optional.ofNullable(records.get(job))
        .map(record -> withoutSegments(job, record))
        .map(record -> new JobParts(progress(job), files(job)).addedTo(record));
  }

  /** The segments of a job's journal so far, in the order of their steps. */
  List<JournalSegmentReference> segments(String job) {
    List<JournalSegmentReference> segments =
        new ArrayList<>(
            Optional.ofNullable(records.get(job))
                .map(JobRecord::getSegmentsList)
                .orElse(List.of()));
    forEach(JobPartKeys.segments(job), (key, part) -> segments.add(part.getSegment()));
    return segments;
  }

  /** Whether its record has segments: gateways wrote it that know no parts, or write for such. */
  boolean keepsSegments(String job) {
    return Optional.ofNullable(records.get(job))
        .filter(record -> record.getSegmentsCount() > 0)
        .isPresent();
  }

  void put(String job, JobRecord record) {
    records.put(job, record);
  }

  void add(String key, JobPart part) {
    parts.put(key, part);
  }

  void remove(String job) {
    records.delete(job);
  }

  /** Removes all that was added to a job. */
  List<JobPart> removeParts(String job) {
    return removeAll(JobPartKeys.all(job));
  }

  /** The names under which something was added to a job. */
  Set<String> withParts() {
    Set<String> jobs = new LinkedHashSet<>();
    try (KeyValueIterator<String, JobPart> all = parts.all()) {
      all.forEachRemaining(part -> jobs.add(JobPartKeys.job(part.key)));
    }
    return jobs;
  }

  private List<JobPart> removeAll(String prefix) {
    List<String> keys = new ArrayList<>();
    List<JobPart> removed = new ArrayList<>();
    forEach(
        prefix,
        (key, part) -> {
          keys.add(key);
          removed.add(part);
        });
    keys.forEach(parts::delete);
    return removed;
  }

  private JobRecord withoutSegments(String job, JobRecord record) {
    int count = record.getSegmentsCount();
    if (count == 0 || record.hasArchive()) {
      return record;
    }
    JournalSegmentReference last = record.getSegments(count - 1);
    JobRecord without =
        record.toBuilder()
            .clearSegments()
            .setLastStep(last.getLastStep())
            .setAttemptProgressed(
                !record.getAttempt().isEmpty() && last.getKey().contains(record.getAttempt()))
            .build();
    if (!whole) {
      moveOut(job, record.getSegmentsList());
      records.put(job, without);
    }
    return without;
  }

  /** Of a job that other gateways went on with, what is there from before does not count. */
  private void moveOut(String job, List<JournalSegmentReference> segments) {
    removeAll(JobPartKeys.segments(job));
    for (JournalSegmentReference segment : segments) {
      JobPart part = JobPart.newBuilder().setSegment(segment).build();
      parts.put(JobPartKeys.of(job, part), part);
    }
  }

  private Optional<ProgressPart> progress(String job) {
    return Optional.ofNullable(parts.get(JobPartKeys.progress(job))).map(JobPart::getProgress);
  }

  private List<JobFileReference> files(String job) {
    List<JobFileReference> files = new ArrayList<>();
    forEach(JobPartKeys.files(job), (key, part) -> files.add(part.getFile()));
    return files;
  }

  private void forEach(String prefix, BiConsumer<String, JobPart> consumer) {
    try (KeyValueIterator<String, JobPart> found =
        parts.prefixScan(prefix, new StringSerializer())) {
      while (found.hasNext()) {
        KeyValue<String, JobPart> next = found.next();
        consumer.accept(next.key, next.value);
      }
    }
  }
}
