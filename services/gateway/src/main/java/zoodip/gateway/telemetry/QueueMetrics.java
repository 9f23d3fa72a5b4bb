package zoodip.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import zoodip.gateway.records.Backlog;
import zoodip.gateway.records.JobQueue;
import zoodip.gateway.records.JobView;
import zoodip.platform.work.WorkQueue;

/** How long the work queues are, and how old, for each base model that ever had a job. */
@ApplicationScoped
public class QueueMetrics {
  private static final double NANOS = 1e9;

  private final JobView jobs;
  private final MeterRegistry registry;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public QueueMetrics(JobView jobs, MeterRegistry registry) {
    this.jobs = jobs;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    jobs.whenQueueKnown(this::register);
  }

  private void register(JobQueue queue) {
    Optional<String> model = Optional.of(queue.model());
    Tags tags = Tags.of("work", WorkQueue.of(queue.training()).label(), "model", queue.model());
    Gauge.builder("zoodip.queue.jobs", () -> jobs.backlog(queue.training(), model).queued())
        .description("Jobs of a base model that wait for a worker or are worked on")
        .tags(tags.and("state", "queued"))
        .register(registry);
    Gauge.builder("zoodip.queue.jobs", () -> jobs.backlog(queue.training(), model).running())
        .description("Jobs of a base model that wait for a worker or are worked on")
        .tags(tags.and("state", "running"))
        .register(registry);
    Gauge.builder("zoodip.queue.age", () -> age(jobs.backlog(queue.training(), model)))
        .description("How long the job waits that was queued before all others of the model")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  private double age(Backlog backlog) {
    return backlog
        .queuedSince()
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toNanos() / NANOS))
        .orElse(0.0);
  }
}
