package zoodip.inference.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.drawing.Drawing;
import zoodip.platform.kafka.CompactedView;

/** Alive unless drawing or the view of concepts has died: neither comes back in this process. */
@Liveness
@ApplicationScoped
public class DrawingLiveness implements HealthCheck {
  private final Drawing drawing;
  private final CompactedView<ConceptRecord> concepts;

  @Inject
  public DrawingLiveness(Drawing drawing, CompactedView<ConceptRecord> concepts) {
    this.drawing = drawing;
    this.concepts = concepts;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("inference")
        .status(drawing.isAlive() && concepts.isAlive())
        .build();
  }
}
