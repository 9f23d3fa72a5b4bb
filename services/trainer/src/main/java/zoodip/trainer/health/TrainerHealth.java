package zoodip.trainer.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.events.v1.JobRecord;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.kafka.CompactedView;
import zoodip.trainer.Trainer;

/** Whether a trainer lives, and whether it can work. */
@ApplicationScoped
public class TrainerHealth {
  private final Trainer trainer;
  private final CompactedView<JobRecord> jobs;

  @Inject
  public TrainerHealth(Trainer trainer, CompactedView<JobRecord> jobs) {
    this.trainer = trainer;
    this.jobs = jobs;
  }

  /** Unless a slot or the view of jobs has died: neither comes back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of("training slots")
        .require(trainer::isHealthy)
        .require(jobs::isAlive)
        .show("slots", trainer::slotCount);
  }

  /** Once the jobs are known and the slots take requests. */
  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return HealthConditions.of("view of jobs for training")
        .require(trainer::isStarted)
        .require(jobs::isUpToDate)
        .describe(() -> trainer.device().entries());
  }
}
