package zoodip.gateway.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import zoodip.events.v1.Accepted;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.records.JobView;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;

/**
 * Creates jobs so that any number of creates with one request id, at once or later, in one gateway
 * or several, make one job.
 */
@ApplicationScoped
public class JobCreation {
  private final JobLog log;
  private final JobView jobs;

  @Inject
  public JobCreation(JobLog log, JobView jobs) {
    this.log = log;
    this.jobs = jobs;
  }

  /**
   * The job of that name; made unless there is one.
   *
   * @param fingerprint of what the client asked for
   * @param spec looks up everything that the job needs, and refuses what cannot be; not called for
   *     a job that exists, so a retry succeeds also if the spec could not be had any more
   * @throws ServiceException REQUEST_ID_REUSED if the job was made for another request,
   *     INVALID_REQUEST if it is too large for an event
   */
  public JobRecord create(ResourceName name, String fingerprint, Supplier<JobSpec> spec) {
    return jobs.get(name.toString())
        .map(existing -> requireSame(existing, fingerprint))
        .orElseGet(
            () -> requireSame(log.accept(name, accepted(fingerprint, spec.get())), fingerprint));
  }

  /** What {@link #create} would make, without making it. */
  public JobRecord preview(ResourceName name, String fingerprint, Supplier<JobSpec> spec) {
    return jobs.get(name.toString())
        .map(existing -> requireSame(existing, fingerprint))
        .orElseGet(
            () ->
                JobRecord.newBuilder()
                    .setName(name.toString())
                    .setSpec(accepted(fingerprint, spec.get()).getSpec())
                    .build());
  }

  private static Accepted accepted(String fingerprint, JobSpec spec) {
    return EventSizeLimit.checked(
        Accepted.newBuilder().setFingerprint(fingerprint).setSpec(spec).build());
  }

  private static JobRecord requireSame(JobRecord existing, String fingerprint) {
    if (!existing.getFingerprint().equals(fingerprint)) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
          "request_id",
          "This request_id made %s for a request with other contents; use a fresh one"
              .formatted(existing.getName()));
    }
    return existing;
  }
}
