package zoodip.gateway.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.fold.JobStates;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;

/** What trainings and evaluations have in common for those who ask about them. */
@ApplicationScoped
public class Jobs {
  private final CompactedView<JobRecord> view;
  private final JobLog log;
  private final JobDeletions deletions;
  private final Pages pages;
  private final PendingEvaluations announced;

  @Inject
  public Jobs(
      CompactedView<JobRecord> view,
      JobLog log,
      JobDeletions deletions,
      Pages pages,
      PendingEvaluations announced) {
    this.view = view;
    this.log = log;
    this.deletions = deletions;
    this.pages = pages;
    this.announced = announced;
  }

  /** The job, if there is one; one that is announced is waited for. */
  public Optional<JobRecord> find(ResourceName job) {
    return announced.isDue(job) ? log.await(job) : view.get(job.toString());
  }

  /**
   * A page of a tenant's jobs of one collection.
   *
   * @throws ServiceException INVALID_REQUEST, BAD_PAGE_TOKEN
   */
  public Page<JobRecord> list(String collection, PageRequest request) {
    var found = view.withPrefix(request.parent() + "/" + collection + "/").values();
    return pages.cut(JobListing.of(collection), found, request);
  }

  /**
   * Asks for the end of a job; one that has ended stays as it is. Empty if there is none.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE
   */
  public Optional<JobRecord> cancel(ResourceName job, String reason) {
    Optional<JobRecord> now = find(job);
    if (now.filter(record -> !JobStates.isTerminal(record.getState())).isEmpty()) {
      return now;
    }
    return log.publish(
        job,
        JobEvent.newBuilder().setCancelRequested(CancelRequested.newBuilder().setReason(reason)));
  }

  /**
   * Deletes an ended job, and behind the answer its files.
   *
   * @return whether there was one
   * @throws ServiceException JOB_NOT_ENDED, BACKEND_UNAVAILABLE
   */
  public boolean delete(ResourceName job) {
    Optional<JobRecord> now = find(job);
    now.ifPresent(
        record -> {
          requireEnded(record);
          deletions.note(record);
          var delete =
              JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance());
          log.publish(job, delete).ifPresent(Jobs::requireEnded);
          deletions.start(job);
        });
    return now.isPresent();
  }

  private static void requireEnded(JobRecord record) {
    if (!JobStates.isTerminal(record.getState())) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_JOB_NOT_ENDED,
          "%s is %s; cancel it first"
              .formatted(
                  record.getName(), record.getState().name().substring("JOB_STATE_".length())));
    }
  }
}
