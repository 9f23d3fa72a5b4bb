package zoodip.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.evaluator.EvaluatorService;
import zoodip.evaluator.generation.InferenceClient;
import zoodip.events.v1.JobRecord;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.kafka.CompactedView;

/** Whether an evaluator lives, and whether it can work. */
@ApplicationScoped
public class EvaluatorHealth {
  private static final String NAME = "evaluator";

  private final EvaluatorService service;
  private final InferenceClient inference;
  private final CompactedView<JobRecord> jobs;

  @Inject
  public EvaluatorHealth(
      EvaluatorService service, InferenceClient inference, CompactedView<JobRecord> jobs) {
    this.service = service;
    this.inference = inference;
    this.jobs = jobs;
  }

  /** Unless a slot or the view of jobs has died: neither comes back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of(NAME).require(service::isHealthy).require(jobs::isAlive);
  }

  /** Once the jobs are known, the slots take requests and inference is connected. */
  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return HealthConditions.of(NAME)
        .require("jobs known", jobs::isUpToDate)
        .require("inference connected", inference::isConnected)
        .require("slots working", service::isWorking)
        .describe(() -> service.device().entries());
  }
}
