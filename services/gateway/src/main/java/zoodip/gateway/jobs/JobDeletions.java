package zoodip.gateway.jobs;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.JobDeletion;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.platform.storage.StorageException;
import zoodip.platform.threads.DaemonThreads;

/**
 * Deletes what deleted jobs wrote: an evaluation may have left 50,000 images, for which nobody
 * waits. What is to go is noted in the object store before the job goes, so that a gateway which
 * starts finishes what another began.
 *
 * <p>What is noted are the folders of attempts, which no job ever has again: a job that is created
 * anew under the same name loses nothing.
 */
@ApplicationScoped
public class JobDeletions {
  private static final Logger LOG = Logger.getLogger(JobDeletions.class);
  private static final long RETRY_SECONDS = 60;

  private final Storage storage;
  private final JobView jobs;
  private final JobLog log;
  private final Counter done;
  private final Counter failed;
  private final ScheduledExecutorService work =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("job-deletions"));

  @Inject
  public JobDeletions(Storage storage, JobView jobs, JobLog log, MeterRegistry registry) {
    done = deletions(registry, "done");
    failed = deletions(registry, "failed");
    this.storage = storage;
    this.jobs = jobs;
    this.log = log;
  }

  void begin(@Observes StartupEvent event) {
    work.execute(this::resumeAll);
  }

  void end(@Observes ShutdownEvent event) {
    work.shutdownNow();
  }

  /** Writes down what is to go with a job. */
  void prepare(JobRecord job) {
    ResourceName name = ResourceName.parse(job.getName());
    JobDeletion deletion =
        JobDeletion.newBuilder()
            .setJob(job.toBuilder().clearSegments().clearFiles().clearEvaluationResult().build())
            .addAllPrefixes(storage.folders(ObjectKeys.attempts(name)))
            .build();
    storage.put(ObjectKeys.deletion(name), deletion.toByteArray(), "application/x-protobuf");
  }

  /** Has the files of a job deleted that is gone. */
  void start(ResourceName job) {
    work.execute(() -> finish(ObjectKeys.deletion(job)));
  }

  /**
   * Deletes an ended job with its files before it, at once.
   *
   * @throws StorageException if the object store does not answer; the job is still there then
   * @throws ServiceException BACKEND_UNAVAILABLE
   */
  public void expire(JobRecord job) {
    ResourceName name = ResourceName.parse(job.getName());
    storage.deleteAll(ObjectKeys.attempts(name), keptForConcept(job));
    log.publish(
        name, JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance()));
  }

  /** Finishes what gateways noted that are gone by now. */
  void resumeAll() {
    try {
      List<String> noted = storage.list(ObjectKeys.deletions());
      if (!noted.isEmpty()) {
        jobs.readToEnd().join();
        noted.forEach(this::finish);
      }
    } catch (StorageException | CompletionException e) {
      retryLater(e, ObjectKeys.deletions(), this::resumeAll);
    }
  }

  private void finish(String note) {
    try {
      storage.find(note).ifPresent(object -> delete(note, object.content()));
    } catch (StorageException | ServiceException e) {
      retryLater(e, note, () -> finish(note));
    }
  }

  private void retryLater(Exception failure, String what, Runnable retry) {
    failed.increment();
    LOG.warnf(
        failure, "%s: files of deleted jobs are left; tried again in %d s", what, RETRY_SECONDS);
    if (!work.isShutdown()) {
      var unused = work.schedule(retry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void delete(String note, byte[] content) {
    JobDeletion deletion = parse(note, content);
    JobRecord job = deletion.getJob();
    if (jobs.contains(job.getName())) {
      // whoever noted it did not get as far as deleting the job, or it was created anew
      return;
    }
    Set<String> kept = keptForConcept(job);
    deletion.getPrefixesList().forEach(prefix -> storage.deleteAll(prefix, kept));
    storage.delete(note);
    done.increment();
  }

  private static Counter deletions(MeterRegistry registry, String outcome) {
    return Counter.builder("zoodip.deletions")
        .description("Deleted jobs whose files were deleted, or failed to be")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static JobDeletion parse(String note, byte[] content) {
    try {
      return JobDeletion.parseFrom(content);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(note + " is damaged", e);
    }
  }

  /** Nothing goes that a concept which lives on was made of. */
  private Set<String> keptForConcept(JobRecord job) {
    Set<String> kept = new HashSet<>();
    Optional.of(job.getSpec().getTraining().getConcept())
        .filter(name -> !name.isEmpty())
        .flatMap(name -> log.latest(ResourceName.parse(name)))
        .filter(concept -> concept.getConcept().getTrainingJob().equals(job.getName()))
        .ifPresent(
            concept -> {
              kept.add(concept.getEmbeddingKey());
              kept.add(job.getTrainingResult().getProvenanceKey());
            });
    return kept;
  }
}
