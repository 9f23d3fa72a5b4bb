package zoodip.gateway.archive;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import zoodip.contract.JobStates;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.fold.FoldStreams;
import zoodip.gateway.jobs.JobDeletions;
import zoodip.gateway.records.JobEntry;
import zoodip.gateway.records.JobView;

/**
 * Removes jobs that ended long ago: their files first, they after them, so that a job whose removal
 * was cut short is found again. What a living concept is made of stays.
 */
@ApplicationScoped
public class JobRetention {
  private static final Logger LOG = Logger.getLogger(JobRetention.class);

  private final JobView jobs;
  private final JobDeletions deletions;
  private final FoldStreams fold;
  private final GatewayConfig.Archive config;
  private final SweepMetrics metrics;
  private final Clock clock = Clock.systemUTC();
  private final PeriodicWork work;

  @Inject
  public JobRetention(
      JobView jobs,
      JobDeletions deletions,
      FoldStreams fold,
      GatewayConfig config,
      SweepMetrics metrics) {
    this.metrics = metrics;
    this.jobs = jobs;
    this.deletions = deletions;
    this.fold = fold;
    this.config = config.archive();
    work = new PeriodicWork("job-retention", this.config.concurrency(), metrics.retentionSweeps());
  }

  void start(@Observes StartupEvent event) {
    config
        .retention()
        .ifPresent(kept -> work.start(config.sweepInterval(), () -> removeOlderThan(kept)));
  }

  void stop(@Observes ShutdownEvent event) {
    work.close();
  }

  private void removeOlderThan(Duration kept) throws InterruptedException {
    long until = TimeUnit.MILLISECONDS.toNanos(clock.millis()) - kept.toNanos();
    work.forEach(
        jobs.all().stream()
            .filter(job -> JobStates.isTerminal(job.state()) && job.endTime() < until)
            .map(JobEntry::record)
            .filter(job -> fold.folds(job.getEventPartition()))
            .limit(config.sweepSize()),
        this::remove);
  }

  private void remove(JobRecord job) {
    try {
      deletions.expire(job);
      metrics.removed();
      LOG.debugf("%s was kept long enough and is removed", job.getName());
    } catch (RuntimeException e) {
      metrics.notRemoved();
      throw e;
    }
  }
}
