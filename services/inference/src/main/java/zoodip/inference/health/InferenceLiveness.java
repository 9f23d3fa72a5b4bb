package zoodip.inference.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.generation.CallAdmission;
import zoodip.platform.kafka.CompactedView;

/** Alive unless drawing or the view of concepts has died: neither comes back in this process. */
@Liveness
@ApplicationScoped
public class InferenceLiveness implements HealthCheck {
  private final CallAdmission callAdmission;
  private final CompactedView<ConceptRecord> concepts;

  @Inject
  public InferenceLiveness(CallAdmission callAdmission, CompactedView<ConceptRecord> concepts) {
    this.callAdmission = callAdmission;
    this.concepts = concepts;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("inference")
        .status(callAdmission.isAlive() && concepts.isAlive())
        .build();
  }
}
