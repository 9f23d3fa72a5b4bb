package zoodip.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.events.v1.ApiKeyFact;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.apikeys.ApiKeyFreshness;
import zoodip.gateway.fold.FoldStreams;
import zoodip.gateway.records.JobView;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.health.StorageProbe;
import zoodip.platform.kafka.CompactedView;

/** Whether a gateway lives, and whether calls can be sent to it. */
@ApplicationScoped
public class GatewayHealth {
  private static final String NAME = "gateway";

  private final FoldStreams fold;
  private final JobView jobs;
  private final CompactedView<ConceptRecord> concepts;
  private final CompactedView<ApiKeyFact> apiKeys;
  private final ApiKeyFreshness keyFreshness;
  private final StorageProbe storage;

  @Inject
  public GatewayHealth(
      FoldStreams fold,
      JobView jobs,
      CompactedView<ConceptRecord> concepts,
      CompactedView<ApiKeyFact> apiKeys,
      ApiKeyFreshness keyFreshness,
      StorageProbe storage) {
    this.fold = fold;
    this.jobs = jobs;
    this.concepts = concepts;
    this.apiKeys = apiKeys;
    this.keyFreshness = keyFreshness;
    this.storage = storage;
  }

  /** Unless the fold or a view has died: neither comes back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of(NAME)
        .require(fold::isAlive)
        .require(jobs::isAlive)
        .require(concepts::isAlive)
        .require(apiKeys::isAlive);
  }

  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return readiness();
  }

  /**
   * While events are folded, the views are up to date, no revocation of an API key can be missed
   * and the object store answers.
   */
  HealthConditions readiness() {
    return HealthConditions.of(NAME)
        .require("events folded", fold::isRunning)
        .require(
            "views up to date",
            () -> jobs.isUpToDate() && concepts.isUpToDate() && apiKeys.isUpToDate())
        .require("API keys fresh", keyFreshness::isFresh)
        .require("object store reachable", storage::isReachable);
  }
}
