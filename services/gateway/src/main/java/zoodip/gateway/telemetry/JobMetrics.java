package zoodip.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import zoodip.contract.JobStates;
import zoodip.gateway.records.JobView;
import zoodip.platform.work.WorkQueue;
import zoodip.v1.JobState;

/**
 * How many jobs there are, by kind and state. Those that are queued are the depth of the work
 * queues.
 */
@ApplicationScoped
public class JobMetrics {
  private final JobView jobs;
  private final MeterRegistry registry;

  @Inject
  public JobMetrics(JobView jobs, MeterRegistry registry) {
    this.jobs = jobs;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    for (boolean training : new boolean[] {true, false}) {
      for (JobState state : JobState.values()) {
        if (state != JobState.UNRECOGNIZED && state != JobState.JOB_STATE_UNSPECIFIED) {
          register(training, state);
        }
      }
    }
  }

  private void register(boolean training, JobState state) {
    String label = JobStates.label(state).toLowerCase(Locale.ROOT);
    Gauge.builder("zoodip.jobs", jobs, view -> view.count(training, state))
        .description("Jobs that this gateway knows of")
        .tag("work", WorkQueue.of(training).label())
        .tag("state", label)
        .register(registry);
  }
}
