package zoodip.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import zoodip.evaluator.EvaluatorService;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;

/** Alive unless a slot or the view of jobs has died: neither comes back in this process. */
@Liveness
@ApplicationScoped
public class EvaluatorLiveness implements HealthCheck {
  private final EvaluatorService service;
  private final CompactedView<JobRecord> jobs;

  @Inject
  public EvaluatorLiveness(EvaluatorService service, CompactedView<JobRecord> jobs) {
    this.service = service;
    this.jobs = jobs;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("evaluator")
        .status(service.isHealthy() && jobs.isAlive())
        .build();
  }
}
