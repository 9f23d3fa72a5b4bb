package zoodip.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.fold.FoldStreams;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.storage.StorageProbe;

/** Ready while events are folded, the views are up to date and the object store answers. */
@Readiness
@ApplicationScoped
public class GatewayReadiness implements HealthCheck {
  private final FoldStreams fold;
  private final CompactedView<JobRecord> jobs;
  private final CompactedView<ConceptRecord> concepts;
  private final StorageProbe storage;

  @Inject
  public GatewayReadiness(
      FoldStreams fold,
      CompactedView<JobRecord> jobs,
      CompactedView<ConceptRecord> concepts,
      StorageProbe storage) {
    this.fold = fold;
    this.jobs = jobs;
    this.concepts = concepts;
    this.storage = storage;
  }

  @Override
  public HealthCheckResponse call() {
    boolean folding = fold.isRunning();
    boolean caughtUp = isUpToDate(jobs) && isUpToDate(concepts);
    boolean reachable = storage.isReachable();
    return HealthCheckResponse.named("gateway")
        .status(folding && caughtUp && reachable)
        .withData("events folded", folding)
        .withData("views up to date", caughtUp)
        .withData("object store reachable", reachable)
        .build();
  }

  boolean isReady() {
    return call().getStatus() == HealthCheckResponse.Status.UP;
  }

  private static boolean isUpToDate(CompactedView<?> view) {
    return view.isAlive()
        && view.caughtUp().isDone()
        && !view.caughtUp().isCompletedExceptionally();
  }
}
