package zoodip.gateway.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.records.JobEntry;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.v1.JobState;

/**
 * Evaluations that a training which ended a moment ago names, but whose own record is still on its
 * way through the fold: who asks for one waits instead of hearing that there is none.
 */
@ApplicationScoped
public class PendingEvaluations {
  private final JobView jobs;
  private final Duration applyTimeout;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public PendingEvaluations(JobView jobs, GatewayConfig config) {
    this.jobs = jobs;
    applyTimeout = config.calls().applyTimeout();
  }

  /** Whether the job has no record yet but will have one. */
  boolean isPending(ResourceName job) {
    return !jobs.contains(job.toString())
        && jobs
            .newestFirst(job.parent() + "/trainingJobs", Optional.of(JobState.JOB_STATE_SUCCEEDED))
            .values()
            .stream()
            .anyMatch(training -> names(training, job.toString()));
  }

  private boolean names(JobEntry training, String job) {
    long age = TimeUnit.MILLISECONDS.toNanos(clock.millis()) - training.endTime();
    return training.evaluation().equals(job) && age < applyTimeout.toNanos();
  }
}
