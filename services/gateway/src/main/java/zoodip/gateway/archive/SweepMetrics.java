package zoodip.gateway.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import zoodip.gateway.records.JobView;

/** What is told of the sweeps over ended jobs. */
@ApplicationScoped
class SweepMetrics {
  private final Timer archiveSweeps;
  private final Timer retentionSweeps;
  private final Counter archived;
  private final Counter discarded;
  private final Counter notArchived;
  private final Counter removed;
  private final Counter notRemoved;

  @Inject
  SweepMetrics(MeterRegistry registry, JobView jobs) {
    Gauge.builder("zoodip.archive.waiting", () -> jobs.toArchive().size())
        .description("Jobs that have ended and are not archived")
        .register(registry);
    archiveSweeps = sweeps(registry, "archive");
    retentionSweeps = sweeps(registry, "retention");
    archived = jobs(registry, "archive", "archived");
    discarded = jobs(registry, "archive", "discarded");
    notArchived = jobs(registry, "archive", "failed");
    removed = jobs(registry, "retention", "removed");
    notRemoved = jobs(registry, "retention", "failed");
  }

  Timer archiveSweeps() {
    return archiveSweeps;
  }

  Timer retentionSweeps() {
    return retentionSweeps;
  }

  void archived() {
    archived.increment();
  }

  /** It was deleted meanwhile. */
  void discarded() {
    discarded.increment();
  }

  void notArchived() {
    notArchived.increment();
  }

  void removed() {
    removed.increment();
  }

  void notRemoved() {
    notRemoved.increment();
  }

  private static Timer sweeps(MeterRegistry registry, String sweep) {
    return Timer.builder("zoodip.sweep")
        .description("Looks for ended jobs, with what was found done")
        .tag("sweep", sweep)
        .register(registry);
  }

  private static Counter jobs(MeterRegistry registry, String sweep, String outcome) {
    return Counter.builder("zoodip." + sweep + ".jobs")
        .description("What became of the ended jobs that a sweep found")
        .tag("outcome", outcome)
        .register(registry);
  }
}
