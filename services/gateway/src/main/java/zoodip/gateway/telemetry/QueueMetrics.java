package zoodip.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.records.JobView;
import zoodip.gateway.records.QueueCounts;
import zoodip.gateway.records.QueueCounts.Queue;

/** How long the work queues are, and how old, for each base model that ever had a job. */
@ApplicationScoped
public class QueueMetrics {
  private static final double NANOS = 1e9;

  private final QueueCounts counts;
  private final MeterRegistry registry;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public QueueMetrics(JobView jobs, MeterRegistry registry) {
    this.counts = jobs.queues();
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    counts.whenKnown(this::register);
  }

  private void register(Queue queue) {
    Optional<String> model = Optional.of(queue.model());
    Tags tags =
        Tags.of("work", queue.training() ? "training" : "evaluation", "model", queue.model());
    Gauge.builder("zoodip.queue.jobs", () -> counts.queued(queue.training(), model))
        .description("Jobs of a base model that wait for a worker or are worked on")
        .tags(tags.and("state", "queued"))
        .register(registry);
    Gauge.builder("zoodip.queue.jobs", () -> counts.running(queue.training(), model))
        .description("Jobs of a base model that wait for a worker or are worked on")
        .tags(tags.and("state", "running"))
        .register(registry);
    Gauge.builder("zoodip.queue.age", () -> seconds(counts.oldestQueued(queue.training(), model)))
        .description("How long the job waits that was queued before all others of the model")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
  }

  private double seconds(OptionalLong since) {
    return since.isEmpty()
        ? 0
        : Math.max(0, (TimeUnit.MILLISECONDS.toNanos(clock.millis()) - since.getAsLong()) / NANOS);
  }
}
