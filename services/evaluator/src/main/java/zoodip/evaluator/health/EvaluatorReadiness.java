package zoodip.evaluator.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import zoodip.evaluator.EvaluatorService;
import zoodip.evaluator.generation.InferenceClient;
import zoodip.events.v1.JobRecord;
import zoodip.platform.kafka.CompactedView;

/** Ready once the jobs are known, the slots take requests and inference is connected. */
@Readiness
@ApplicationScoped
public class EvaluatorReadiness implements HealthCheck {
  private final EvaluatorService service;
  private final InferenceClient inference;
  private final CompactedView<JobRecord> jobs;

  @Inject
  public EvaluatorReadiness(
      EvaluatorService service, InferenceClient inference, CompactedView<JobRecord> jobs) {
    this.service = service;
    this.inference = inference;
    this.jobs = jobs;
  }

  @Override
  public HealthCheckResponse call() {
    boolean caughtUp = jobs.caughtUp().isDone() && jobs.isAlive();
    boolean connected = inference.isConnected();
    boolean working = service.isWorking();
    return HealthCheckResponse.named("evaluator")
        .status(caughtUp && connected && working)
        .withData("jobs known", caughtUp)
        .withData("inference connected", connected)
        .withData("slots working", working)
        .build();
  }
}
