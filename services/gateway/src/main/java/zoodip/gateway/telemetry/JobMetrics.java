package zoodip.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;
import zoodip.v1.JobState;

/**
 * How many jobs there are, by kind and state. Those that are queued are the depth of the work
 * queues.
 */
@ApplicationScoped
public class JobMetrics {
  private static final long MAX_AGE_NANOS = 1_000_000_000;

  /** What is counted together. */
  private record Group(String kind, JobState state) {}

  private final CompactedView<JobRecord> jobs;
  private final MeterRegistry registry;
  private Map<Group, Long> counts = Map.of();
  private long countedAt = System.nanoTime() - MAX_AGE_NANOS;

  @Inject
  public JobMetrics(CompactedView<JobRecord> jobs, MeterRegistry registry) {
    this.jobs = jobs;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (String kind : new String[] {"training", "evaluation"}) {
      for (JobState state : JobState.values()) {
        if (state != JobState.UNRECOGNIZED && state != JobState.JOB_STATE_UNSPECIFIED) {
          register(new Group(kind, state));
        }
      }
    }
  }

  private void register(Group group) {
    String state = group.state().name().substring("JOB_STATE_".length()).toLowerCase(Locale.ROOT);
    Gauge.builder("zoodip.jobs", this, metrics -> metrics.count(group))
        .description("Jobs that this gateway knows of")
        .tag("kind", group.kind())
        .tag("state", state)
        .register(registry);
  }

  /** Counted once for all the gauges of a scrape. */
  private synchronized double count(Group group) {
    if (System.nanoTime() - countedAt >= MAX_AGE_NANOS) {
      counts =
          jobs.withPrefix("").values().stream()
              .collect(Collectors.groupingBy(JobMetrics::group, Collectors.counting()));
      countedAt = System.nanoTime();
    }
    return counts.getOrDefault(group, 0L);
  }

  private static Group group(JobRecord job) {
    return new Group(job.getSpec().hasTraining() ? "training" : "evaluation", job.getState());
  }
}
