package zoodip.gateway.archive;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.concepts.provenance.JournalSource;
import zoodip.events.v1.Archived;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.ObjectReference;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;

/**
 * Writes ended jobs into the object store: a record as it is, and a journal's segments as one.
 * Writing the same job again changes nothing.
 */
final class ArchiveWriter {
  private static final String RECORD_TYPE = "application/x-protobuf";
  private static final String JOURNAL_TYPE = "application/octet-stream";

  private final Storage storage;
  private final JournalSource journals;

  ArchiveWriter(Storage storage) {
    this.storage = storage;
    journals = new JournalSource(new CheckedObjects(storage));
  }

  /**
   * Writes a job that has ended.
   *
   * @throws zoodip.platform.storage.StorageException if the object store does not take it now
   * @throws zoodip.platform.errors.ServiceException DATA_LOSS if a segment of its journal is gone
   *     or damaged
   */
  Archived write(JobRecord job) {
    String folder = folder(job);
    Archived.Builder archived =
        Archived.newBuilder()
            .setRevision(job.getRevision())
            .setArchive(writeRecord(folder, job.toBuilder().clearSegments().build()));
    journal(folder, job).ifPresent(archived::setJournal);
    return archived.build();
  }

  /** Deletes what the archived job has no use for any more. */
  void deleteReplaced(JobRecord job, Archived archived) {
    Set<String> kept = Set.of(archived.getJournal().getKey());
    storage.deleteAll(
        job.getSegmentsList().stream()
            .map(JournalSegmentReference::getKey)
            .filter(key -> !kept.contains(key))
            .collect(Collectors.toList()));
  }

  /** Deletes what was written of a job that is gone. */
  void discard(JobRecord job) {
    storage.deleteAll(folder(job));
  }

  private static String folder(JobRecord job) {
    return ObjectKeys.archive(ResourceName.parse(job.getName()), job.getRevision());
  }

  private ObjectReference writeRecord(String folder, Message record) {
    byte[] bytes = record.toByteArray();
    String key = folder + "record.bin";
    storage.put(key, bytes, RECORD_TYPE);
    return ObjectReference.newBuilder()
        .setKey(key)
        .setSha256(Sha256.of(bytes))
        .setSizeBytes(bytes.length)
        .build();
  }

  private Optional<JournalSegmentReference> journal(String folder, JobRecord job) {
    List<JournalSegmentReference> segments = job.getSegmentsList();
    if (segments.size() <= 1) {
      return segments.stream().findFirst();
    }
    byte[] bytes = journals.asOneSegment(segments, job.getSpec().getTraining());
    String key = folder + "journal.bin";
    storage.put(key, bytes, JOURNAL_TYPE);
    return Optional.of(
        JournalSegmentReference.newBuilder()
            .setKey(key)
            .setFirstStep(segments.get(0).getFirstStep())
            .setLastStep(segments.get(segments.size() - 1).getLastStep())
            .setSha256(Sha256.of(bytes))
            .build());
  }
}
