package zoodip.trainer.journal;

import zoodip.events.v1.JournalSegmentReference;
import zoodip.platform.digest.Sha256;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.zeroth.journal.JournalSegment;

/**
 * Writes the journal segments of one attempt. Writing the same segment again, after an answer that
 * was lost, changes nothing.
 */
public final class SegmentStore {
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final Storage storage;
  private final ResourceName job;
  private final String attempt;

  public SegmentStore(Storage storage, ResourceName job, String attempt) {
    this.storage = storage;
    this.job = job;
    this.attempt = attempt;
  }

  ResourceName job() {
    return job;
  }

  /**
   * @throws zoodip.platform.storage.StorageException if it cannot be written now
   */
  JournalSegmentReference write(JournalSegment segment) {
    byte[] bytes = segment.encode();
    int firstStep = Math.toIntExact(segment.firstStep());
    String key = ObjectKeys.journalSegment(job, attempt, firstStep);
    String sha256 = Sha256.of(bytes);
    if (!storage.putIfAbsent(key, bytes, CONTENT_TYPE)
        && !Sha256.of(storage.get(key)).equals(sha256)) {
      throw new IllegalStateException(key + " is there already, with other losses");
    }
    return JournalSegmentReference.newBuilder()
        .setKey(key)
        .setFirstStep(firstStep)
        .setLastStep(Math.toIntExact(segment.lastStep()))
        .setSha256(sha256)
        .build();
  }
}
