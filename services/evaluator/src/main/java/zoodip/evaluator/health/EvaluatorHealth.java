package zoodip.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.evaluator.EvaluatorService;
import zoodip.evaluator.generation.InferenceClient;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.work.JobRecords;

/** Whether an evaluator lives, and whether it can work. */
@ApplicationScoped
public class EvaluatorHealth {
  private static final String NAME = "evaluator";

  private final EvaluatorService service;
  private final InferenceClient inference;
  private final JobRecords jobs;

  @Inject
  public EvaluatorHealth(EvaluatorService service, InferenceClient inference, JobRecords jobs) {
    this.service = service;
    this.inference = inference;
    this.jobs = jobs;
  }

  /** Unless a slot has died: it does not come back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of(NAME).require(service::isHealthy);
  }

  /** Once a gateway tells about jobs, the slots take requests and inference is connected. */
  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return HealthConditions.of(NAME)
        .require("gateway ready", jobs::areReady)
        .require("inference connected", inference::isConnected)
        .require("slots working", service::isWorking)
        .describe(() -> service.device().entries());
  }
}
