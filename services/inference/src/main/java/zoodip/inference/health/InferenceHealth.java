package zoodip.inference.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.generation.CallAdmission;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.health.StorageProbe;
import zoodip.platform.kafka.CompactedView;

/** Whether an inference node lives, and whether calls can be sent to it. */
@ApplicationScoped
public class InferenceHealth {
  private static final String NAME = "inference";

  private final CallAdmission calls;
  private final CompactedView<ConceptRecord> concepts;
  private final StorageProbe storage;

  @Inject
  public InferenceHealth(
      CallAdmission calls, CompactedView<ConceptRecord> concepts, StorageProbe storage) {
    this.calls = calls;
    this.concepts = concepts;
    this.storage = storage;
  }

  /** Unless generation or the view of concepts has died: neither comes back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of(NAME).require(calls::isAlive).require(concepts::isAlive);
  }

  /** Once the concepts are known, models can be fetched and calls are taken. */
  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return HealthConditions.of(NAME)
        .require("concepts known", concepts::isUpToDate)
        .require("calls taken", calls::isOpen)
        .require("models reachable", storage::isReachable)
        .describe(() -> calls.device().entries());
  }
}
