package zoodip.gateway.archive;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import zoodip.contract.JobStates;
import zoodip.events.v1.Archived;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.fold.FoldStreams;
import zoodip.gateway.jobs.JobLog;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;

/**
 * Archives jobs that have ended, and those that ended before there was an archive. Each is the
 * business of the replica that folds its events; a second one that believes the same does no harm.
 */
@ApplicationScoped
public class JobArchiver {
  private static final Logger LOG = Logger.getLogger(JobArchiver.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final JobView jobs;
  private final JobLog log;
  private final FoldStreams fold;
  private final GatewayConfig config;
  private final ArchiveWriter writer;
  private final SweepMetrics metrics;
  private final Map<String, Instant> pausedUntil = new ConcurrentHashMap<>();
  private final PeriodicWork work;

  @Inject
  public JobArchiver(
      JobView jobs,
      JobLog log,
      FoldStreams fold,
      Storage storage,
      GatewayConfig config,
      SweepMetrics metrics) {
    this.metrics = metrics;
    this.jobs = jobs;
    this.log = log;
    this.fold = fold;
    this.config = config;
    writer = new ArchiveWriter(storage);
    work = new PeriodicWork("job-archive", config.archive().concurrency(), metrics.archiveSweeps());
  }

  void start(@Observes StartupEvent event) {
    if (config.archive().enabled() && !config.fold().wholeRecords()) {
      work.start(config.archive().interval(), this::archiveAll);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    work.close();
  }

  private void archiveAll() throws InterruptedException {
    Instant now = Instant.now();
    pausedUntil.values().removeIf(until -> until.isBefore(now));
    work.forEach(
        jobs.toArchive().stream().filter(job -> !pausedUntil.containsKey(job)), this::archive);
  }

  private void archive(String name) {
    Optional<JobRecord> job =
        jobs.get(name)
            .filter(record -> JobStates.isTerminal(record.getState()) && !record.hasArchive())
            .filter(record -> fold.folds(record.getEventPartition()));
    try {
      job.ifPresent(this::archive);
    } catch (RuntimeException e) {
      metrics.notArchived();
      LOG.warnf(e, "%s is not archived; tried again in %s", name, PAUSE_AFTER_FAILURE);
      pausedUntil.put(name, Instant.now().plus(PAUSE_AFTER_FAILURE));
    }
  }

  private void archive(JobRecord job) {
    Archived archived = writer.write(job);
    boolean done =
        log.publish(ResourceName.parse(job.getName()), JobEvent.newBuilder().setArchived(archived))
            .filter(now -> now.getArchive().equals(archived.getArchive()))
            .isPresent();
    if (done) {
      writer.deleteReplaced(job, archived);
      metrics.archived();
    } else {
      // deleted meanwhile, and what was listed for that did not have these objects yet
      writer.discard(job);
      metrics.discarded();
    }
  }
}
