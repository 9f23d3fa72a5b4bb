package zoodip.inference.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.generation.CallAdmission;
import zoodip.platform.kafka.CompactedView;

/** Ready once the concepts are known, models can be fetched and calls are taken. */
@Readiness
@ApplicationScoped
public class InferenceReadiness implements HealthCheck {
  private final CallAdmission callAdmission;
  private final ModelsProbe models;
  private final CompactedView<ConceptRecord> concepts;

  @Inject
  public InferenceReadiness(
      CallAdmission callAdmission, ModelsProbe models, CompactedView<ConceptRecord> concepts) {
    this.callAdmission = callAdmission;
    this.models = models;
    this.concepts = concepts;
  }

  @Override
  public HealthCheckResponse call() {
    boolean caughtUp = concepts.caughtUp().isDone() && concepts.isAlive();
    boolean open = callAdmission.isOpen();
    boolean reachable = models.areReachable();
    return HealthCheckResponse.named("inference")
        .status(caughtUp && open && reachable)
        .withData("concepts known", caughtUp)
        .withData("calls taken", open)
        .withData("models reachable", reachable)
        .build();
  }
}
