package zoodip.gateway.fold;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.ProgressPart;

/**
 * What a running job has added since its record was written.
 *
 * @param progress the newest; none counts that is older than the record
 * @param files by name
 */
public record JobParts(Optional<ProgressPart> progress, Collection<JobFileReference> files) {
  public static final JobParts NONE = new JobParts(Optional.empty(), List.of());

  /** The record with them. One that is archived has everything. */
  public JobRecord addedTo(JobRecord record) {
    Optional<ProgressPart> newer =
        progress.filter(part -> part.getRevision() >= record.getRevision());
    if (record.hasArchive() || (newer.isEmpty() && files.isEmpty())) {
      return record;
    }
    JobRecord.Builder whole = record.toBuilder();
    newer.ifPresent(part -> add(part, whole));
    addFiles(whole, files);
    return whole.build();
  }

  private static void add(ProgressPart part, JobRecord.Builder record) {
    record
        .setProgress(part.getProgress())
        .setLastStep(part.getLastStep())
        .setAttemptProgressed(part.getAttemptProgressed())
        .setUpdateTime(part.getUpdateTime())
        .setEventPartition(part.getEventPartition())
        .setEventOffset(part.getEventOffset())
        .setRevision(part.getRevision());
  }

  /** What of a record a commit changes. */
  static ProgressPart progressOf(JobRecord.Builder record) {
    return ProgressPart.newBuilder()
        .setProgress(record.getProgress())
        .setLastStep(record.getLastStep())
        .setAttemptProgressed(record.getAttemptProgressed())
        .setUpdateTime(record.getUpdateTime())
        .setEventPartition(record.getEventPartition())
        .setEventOffset(record.getEventOffset())
        .setRevision(record.getRevision())
        .build();
  }

  /** By name; one takes the place of an earlier one of its name. */
  static void addFiles(JobRecord.Builder record, Collection<JobFileReference> written) {
    if (written.isEmpty()) {
      return;
    }
    SortedMap<String, JobFileReference> files = new TreeMap<>();
    record.getFilesList().forEach(file -> files.put(file.getName(), file));
    written.forEach(file -> files.put(file.getName(), file));
    record.clearFiles().addAllFiles(files.values());
  }
}
