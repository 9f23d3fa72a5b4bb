package zoodip.gateway.jobs;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayConfig;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;

/**
 * Evaluations that a training which ended a moment ago names, but whose own record is still on its
 * way through the fold: who asks for one waits instead of hearing that there is none.
 */
@ApplicationScoped
public class PendingEvaluations {
  private final CompactedView<JobRecord> jobs;
  private final Duration applyTimeout;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public PendingEvaluations(CompactedView<JobRecord> jobs, GatewayConfig config) {
    this.jobs = jobs;
    applyTimeout = config.calls().applyTimeout();
  }

  /** Whether the job has no record yet but will have one. */
  boolean isPending(ResourceName job) {
    return jobs.get(job.toString()).isEmpty()
        && jobs.withPrefix(job.parent() + "/trainingJobs/").values().stream()
            .anyMatch(training -> names(training, job.toString()));
  }

  private boolean names(JobRecord training, String job) {
    long age = clock.millis() - Timestamps.toMillis(training.getEndTime());
    return training.getEvaluationJob().equals(job) && age < applyTimeout.toMillis();
  }
}
