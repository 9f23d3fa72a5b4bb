package zoodip.gateway.jobs;

import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import zoodip.contract.JobStates;
import zoodip.events.v1.CancelRequested;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JobSpec;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.gateway.records.JobEntry;
import zoodip.gateway.records.JobView;
import zoodip.gateway.requests.Fingerprint;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;

/**
 * The calls that the API has for every kind of job. Those about one job fail as {@link
 * JobResponses#missing} says if there is none of that name.
 */
@ApplicationScoped
public class JobCalls {
  private final JobView view;
  private final JobLog log;
  private final JobCreation creation;
  private final JobDeletions deletions;
  private final JobFiles files;
  private final JobWatches watches;
  private final Pages pages;

  @Inject
  public JobCalls(
      JobView view,
      JobLog log,
      JobCreation creation,
      JobDeletions deletions,
      JobFiles files,
      JobWatches watches,
      Pages pages) {
    this.view = view;
    this.log = log;
    this.creation = creation;
    this.deletions = deletions;
    this.files = files;
    this.watches = watches;
    this.pages = pages;
  }

  /**
   * What a client asks to be created.
   *
   * @param contents everything that the client sets, but for the request id: what makes two creates
   *     the same
   */
  public record Create(String parent, String requestId, boolean validateOnly, Message contents) {}

  /**
   * Creates a job, or shows what would be created.
   *
   * @param spec as for {@link JobCreation#create}
   */
  public <J> void create(
      JobResponses<J, ?, ?> responses,
      Create request,
      Supplier<JobSpec> spec,
      StreamObserver<J> caller) {
    ResourceName name =
        ResourceName.forCreate(request.parent(), responses.collection(), request.requestId());
    String fingerprint = Fingerprint.of(request.contents());
    JobRecord job =
        request.validateOnly()
            ? creation.preview(name, fingerprint, spec)
            : creation.create(name, fingerprint, spec);
    show(responses, job, caller);
  }

  public <J> void get(JobResponses<J, ?, ?> responses, String job, StreamObserver<J> caller) {
    show(responses, find(responses, ResourceName.parse(job)), caller);
  }

  /**
   * A page of a tenant's jobs.
   *
   * @throws ServiceException INVALID_REQUEST, BAD_PAGE_TOKEN
   */
  public Page<JobRecord> list(JobResponses<?, ?, ?> responses, PageRequest request) {
    String collection = responses.collection();
    Page<JobEntry> page =
        pages.cut(
            JobListing.of(collection),
            new JobListing(view, request.parent() + "/" + collection),
            request);
    return new Page<>(page.items().stream().map(JobEntry::record).toList(), page.nextToken());
  }

  /**
   * Asks for the end of a job; one that has ended stays as it is.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE
   */
  public <J> void cancel(
      JobResponses<J, ?, ?> responses, String job, String reason, StreamObserver<J> caller) {
    ResourceName name = ResourceName.parse(job);
    JobRecord record = find(responses, name);
    if (!JobStates.isTerminal(record.getState())) {
      var cancel = CancelRequested.newBuilder().setReason(reason);
      record =
          log.publish(name, JobEvent.newBuilder().setCancelRequested(cancel))
              .orElseThrow(() -> responses.missing(name));
    }
    show(responses, record, caller);
  }

  /**
   * Deletes an ended job, and behind the answer its files.
   *
   * @throws ServiceException JOB_NOT_ENDED, BACKEND_UNAVAILABLE
   */
  public void delete(JobResponses<?, ?, ?> responses, String job, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(job);
    JobRecord record = find(responses, name);
    requireEnded(record);
    deletions.prepare(record);
    var delete = JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance());
    log.publish(name, delete).ifPresent(JobCalls::requireEnded);
    deletions.start(name);
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }

  /** Shows the changes of a job, as {@link JobWatches#watch} does. */
  public <W> void watch(
      JobResponses<?, W, ?> responses, String job, String resumeToken, StreamObserver<W> caller) {
    watches.watch(ResourceName.parse(job), resumeToken, responses, caller);
  }

  /** Streams a file of a job, as {@link JobFiles#send} does. */
  public <C> void file(
      JobResponses<?, ?, C> responses, String job, String file, StreamObserver<C> caller) {
    JobRecord record = complete(responses, find(responses, ResourceName.parse(job)));
    files.send(record, responses.files(record), file, caller, responses::chunk);
  }

  private JobRecord find(JobResponses<?, ?, ?> responses, ResourceName job) {
    return log.find(job).orElseThrow(() -> responses.missing(job));
  }

  private static <J> void show(
      JobResponses<J, ?, ?> responses, JobRecord record, StreamObserver<J> caller) {
    caller.onNext(responses.job(complete(responses, record)));
    caller.onCompleted();
  }

  private static JobRecord complete(JobResponses<?, ?, ?> responses, JobRecord record) {
    try {
      return responses.complete(record).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private static void requireEnded(JobRecord record) {
    if (!JobStates.isTerminal(record.getState())) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_JOB_NOT_ENDED,
          "%s is %s; cancel it first"
              .formatted(record.getName(), JobStates.label(record.getState())));
    }
  }
}
