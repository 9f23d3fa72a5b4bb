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
import zoodip.gateway.requests.Fingerprint;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ErrorReason;

/**
 * The calls that the API has for every kind of job. Those about one job fail as {@link
 * JobAnswers#missing} says if there is none of that name.
 */
@ApplicationScoped
public class JobCalls {
  private final CompactedView<JobRecord> view;
  private final JobLog log;
  private final JobCreation creation;
  private final JobDeletions deletions;
  private final JobFiles files;
  private final JobWatches watches;
  private final Pages pages;

  @Inject
  public JobCalls(
      CompactedView<JobRecord> view,
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
      JobAnswers<J, ?, ?> answers,
      Create request,
      Supplier<JobSpec> spec,
      StreamObserver<J> caller) {
    ResourceName name =
        ResourceName.forCreate(request.parent(), answers.collection(), request.requestId());
    String fingerprint = Fingerprint.of(request.contents());
    JobRecord job =
        request.validateOnly()
            ? creation.preview(name, fingerprint, spec)
            : creation.create(name, fingerprint, spec);
    show(answers, job, caller);
  }

  public <J> void get(JobAnswers<J, ?, ?> answers, String job, StreamObserver<J> caller) {
    show(answers, find(answers, ResourceName.parse(job)), caller);
  }

  /**
   * A page of a tenant's jobs.
   *
   * @throws ServiceException INVALID_REQUEST, BAD_PAGE_TOKEN
   */
  public Page<JobRecord> list(JobAnswers<?, ?, ?> answers, PageRequest request) {
    String collection = answers.collection();
    var found = view.withPrefix(request.parent() + "/" + collection + "/").values();
    return pages.cut(JobListing.of(collection), found, request);
  }

  /**
   * Asks for the end of a job; one that has ended stays as it is.
   *
   * @throws ServiceException BACKEND_UNAVAILABLE
   */
  public <J> void cancel(
      JobAnswers<J, ?, ?> answers, String job, String reason, StreamObserver<J> caller) {
    ResourceName name = ResourceName.parse(job);
    JobRecord record = find(answers, name);
    if (!JobStates.isTerminal(record.getState())) {
      var cancel = CancelRequested.newBuilder().setReason(reason);
      record =
          log.publish(name, JobEvent.newBuilder().setCancelRequested(cancel))
              .orElseThrow(() -> answers.missing(name));
    }
    show(answers, record, caller);
  }

  /**
   * Deletes an ended job, and behind the answer its files.
   *
   * @throws ServiceException JOB_NOT_ENDED, BACKEND_UNAVAILABLE
   */
  public void delete(JobAnswers<?, ?, ?> answers, String job, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(job);
    JobRecord record = find(answers, name);
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
      JobAnswers<?, W, ?> answers, String job, String resumeToken, StreamObserver<W> caller) {
    watches.watch(ResourceName.parse(job), resumeToken, answers, caller);
  }

  /** Streams a file of a job, as {@link JobFiles#send} does. */
  public <C> void file(
      JobAnswers<?, ?, C> answers, String job, String file, StreamObserver<C> caller) {
    JobRecord record = whole(answers, find(answers, ResourceName.parse(job)));
    files.send(record, answers.files(record), file, caller, answers::chunk);
  }

  private JobRecord find(JobAnswers<?, ?, ?> answers, ResourceName job) {
    return log.find(job).orElseThrow(() -> answers.missing(job));
  }

  private static <J> void show(
      JobAnswers<J, ?, ?> answers, JobRecord record, StreamObserver<J> caller) {
    caller.onNext(answers.job(whole(answers, record)));
    caller.onCompleted();
  }

  private static JobRecord whole(JobAnswers<?, ?, ?> answers, JobRecord record) {
    try {
      return answers.whole(record).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
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
