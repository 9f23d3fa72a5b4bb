package zoodip.trainer.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import zoodip.platform.health.HealthConditions;
import zoodip.platform.work.JobRecords;
import zoodip.trainer.Trainer;

/** Whether a trainer lives, and whether it can work. */
@ApplicationScoped
public class TrainerHealth {
  private final Trainer trainer;
  private final JobRecords jobs;

  @Inject
  public TrainerHealth(Trainer trainer, JobRecords jobs) {
    this.trainer = trainer;
    this.jobs = jobs;
  }

  /** Unless a slot has died: it does not come back in this process. */
  @Produces
  @ApplicationScoped
  @Liveness
  HealthCheck alive() {
    return HealthConditions.of("training slots")
        .require(trainer::isHealthy)
        .show("slots", trainer::slotCount);
  }

  /** Once the slots take requests and a gateway tells about their jobs. */
  @Produces
  @ApplicationScoped
  @Readiness
  HealthCheck ready() {
    return HealthConditions.of("gateway for training")
        .require("slots started", trainer::isStarted)
        .require("a gateway tells about jobs", jobs::areReady)
        .require("this machine stays", trainer::isStaying)
        .describe(() -> trainer.device().entries());
  }
}
