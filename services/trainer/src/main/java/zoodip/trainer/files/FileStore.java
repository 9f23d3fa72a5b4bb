package zoodip.trainer.files;

import zoodip.events.v1.JobFileReference;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;

/** Writes the files of one attempt; they count only once an event names them. */
public final class FileStore {
  private final Storage storage;
  private final ResourceName job;
  private final String attempt;

  public FileStore(Storage storage, ResourceName job, String attempt) {
    this.storage = storage;
    this.job = job;
    this.attempt = attempt;
  }

  /**
   * @throws zoodip.platform.storage.StorageException if it cannot be written now
   */
  public JobFileReference write(JobFile file) {
    String key = ObjectKeys.jobFile(job, attempt, file.name());
    storage.put(key, file.content(), file.contentType());
    return JobFileReference.newBuilder().setName(file.name()).setKey(key).build();
  }
}
