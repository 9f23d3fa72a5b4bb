package zoodip.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.fold.FoldStreams;
import zoodip.platform.kafka.CompactedView;

/** Alive unless the fold or a view has died: neither comes back in this process. */
@Liveness
@ApplicationScoped
public class GatewayLiveness implements HealthCheck {
  private final FoldStreams fold;
  private final CompactedView<JobRecord> jobs;
  private final CompactedView<ConceptRecord> concepts;

  @Inject
  public GatewayLiveness(
      FoldStreams fold, CompactedView<JobRecord> jobs, CompactedView<ConceptRecord> concepts) {
    this.fold = fold;
    this.jobs = jobs;
    this.concepts = concepts;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("gateway")
        .status(fold.isAlive() && jobs.isAlive() && concepts.isAlive())
        .build();
  }
}
