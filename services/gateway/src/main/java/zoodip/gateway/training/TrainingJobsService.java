package zoodip.gateway.training;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.jobs.JobCreation;
import zoodip.gateway.jobs.JobFiles;
import zoodip.gateway.jobs.JobWatches;
import zoodip.gateway.jobs.Jobs;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.requests.Fingerprint;
import zoodip.platform.names.ResourceName;
import zoodip.platform.validation.Undecodable;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.ListTrainingJobsResponse;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobFileChunk;
import zoodip.v1.TrainingJobsGrpc;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/** zoodip.v1.TrainingJobs. */
@GrpcService
public class TrainingJobsService extends TrainingJobsGrpc.TrainingJobsImplBase {
  private static final String COLLECTION = "trainingJobs";

  private final JobCreation creation;
  private final TrainingResolver plan;
  private final JobFiles files;
  private final Jobs jobs;
  private final JobWatches jobWatches;

  @Inject
  public TrainingJobsService(
      JobCreation creation,
      TrainingResolver plan,
      JobFiles files,
      Jobs jobs,
      JobWatches jobWatches) {
    this.creation = creation;
    this.plan = plan;
    this.files = files;
    this.jobs = jobs;
    this.jobWatches = jobWatches;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return Undecodable.marked(super.bindService());
  }

  @Override
  @Blocking
  public void createTrainingJob(
      CreateTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    ResourceName name =
        ResourceName.forCreate(request.getParent(), COLLECTION, request.getRequestId());
    String fingerprint = Fingerprint.of(contents(request));
    JobRecord job =
        request.getValidateOnly()
            ? creation.preview(name, fingerprint, () -> plan.spec(request))
            : creation.create(name, fingerprint, () -> plan.spec(request));
    caller.onNext(TrainingAnswers.job(job));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void getTrainingJob(GetTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    caller.onNext(TrainingAnswers.job(get(request.getName())));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void listTrainingJobs(
      ListTrainingJobsRequest request, StreamObserver<ListTrainingJobsResponse> caller) {
    Page<JobRecord> page =
        jobs.list(
            COLLECTION,
            new PageRequest(
                request.getParent(),
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListTrainingJobsResponse.newBuilder()
            .addAllTrainingJobs(page.items().stream().map(TrainingAnswers::job).toList())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void cancelTrainingJob(
      CancelTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    JobRecord job =
        jobs.cancel(name, request.getReason()).orElseThrow(() -> TrainingAnswers.missing(name));
    caller.onNext(TrainingAnswers.job(job));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void deleteTrainingJob(DeleteTrainingJobRequest request, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    if (!jobs.delete(name)) {
      throw TrainingAnswers.missing(name);
    }
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }

  @Override
  @NonBlocking
  public void watchTrainingJob(
      WatchTrainingJobRequest request, StreamObserver<WatchTrainingJobResponse> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    jobWatches.watch(name, request.getResumeToken(), TrainingAnswers.ofWatch(name), caller);
  }

  @Override
  @Blocking
  public void getTrainingJobFile(
      GetTrainingJobFileRequest request, StreamObserver<TrainingJobFileChunk> caller) {
    JobRecord job = get(request.getName());
    files.send(
        job,
        TrainingAnswers.files(job),
        request.getFile(),
        caller,
        chunk -> TrainingJobFileChunk.newBuilder().setContent(chunk).build());
  }

  private JobRecord get(String job) {
    ResourceName name = ResourceName.parse(job);
    return jobs.find(name).orElseThrow(() -> TrainingAnswers.missing(name));
  }

  /** What makes two creates the same: everything that a client sets, but for the request id. */
  private static CreateTrainingJobRequest contents(CreateTrainingJobRequest request) {
    TrainingJob asked = request.getTrainingJob();
    TrainingJob.Builder contents =
        TrainingJob.newBuilder()
            .setSubject(asked.getSubject())
            .setModel(asked.getModel())
            .setConceptId(asked.getConceptId())
            .setPreset(asked.getPreset())
            .setSettings(asked.getSettings())
            .setPrecision(asked.getPrecision())
            .setInitializer(asked.getInitializer())
            .setPreviewInterval(asked.getPreviewInterval());
    if (asked.hasSeed()) {
      contents.setSeed(asked.getSeed());
    }
    if (asked.hasEvaluation()) {
      contents.setEvaluation(asked.getEvaluation());
    }
    return CreateTrainingJobRequest.newBuilder()
        .setParent(request.getParent())
        .setTrainingJob(contents)
        .build();
  }
}
