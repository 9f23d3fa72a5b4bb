package zoodip.gateway.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.ObjectReference;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.storage.Storage;

/** Completes records of archived jobs with what they had before. */
@ApplicationScoped
public class JobArchives {
  private final CheckedObjects objects;
  private final CachedObjects<JobRecord> records;

  @Inject
  public JobArchives(Storage storage) {
    objects = new CheckedObjects(storage);
    records = new CachedObjects<>("job-archives", this::read);
  }

  /**
   * The record with its photos, prompts, files and whole texts; fails with DATA_LOSS if its archive
   * is gone or damaged.
   */
  public CompletableFuture<JobRecord> complete(JobRecord record) {
    return record.hasArchive()
        ? records.get(record.getArchive()).thenApply(whole -> completed(record, whole))
        : CompletableFuture.completedFuture(record);
  }

  @PreDestroy
  void close() {
    records.close();
  }

  private static JobRecord completed(JobRecord record, JobRecord whole) {
    JobRecord.Builder completed =
        record.toBuilder()
            .setSpec(whole.getSpec())
            .setCancelReason(whole.getCancelReason())
            .clearFiles()
            .addAllFiles(whole.getFilesList());
    if (whole.hasError()) {
      completed.setError(whole.getError());
    }
    if (whole.hasEvaluationResult()) {
      completed.setEvaluationResult(whole.getEvaluationResult());
    }
    return completed.build();
  }

  private JobRecord read(ObjectReference archive) {
    byte[] content = objects.get(archive.getKey(), archive.getSha256(), "archive");
    try {
      return JobRecord.parseFrom(content);
    } catch (InvalidProtocolBufferException e) {
      throw CheckedObjects.loss("The archive %s is no record".formatted(archive.getKey()), e);
    }
  }
}
