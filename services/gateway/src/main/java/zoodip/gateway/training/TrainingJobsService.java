package zoodip.gateway.training;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.jobs.JobArchives;
import zoodip.gateway.jobs.JobCalls;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.platform.validation.MalformedRequests;
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
  private final JobCalls calls;
  private final TrainingResolver resolver;
  private final TrainingResponses responses;

  @Inject
  public TrainingJobsService(JobCalls calls, TrainingResolver resolver, JobArchives archives) {
    responses = new TrainingResponses(archives);
    this.calls = calls;
    this.resolver = resolver;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  @Blocking
  public void createTrainingJob(
      CreateTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    calls.create(
        responses,
        new JobCalls.Create(
            request.getParent(),
            request.getRequestId(),
            request.getValidateOnly(),
            contents(request)),
        () -> resolver.spec(request),
        caller);
  }

  @Override
  @Blocking
  public void getTrainingJob(GetTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    calls.get(responses, request.getName(), caller);
  }

  @Override
  @Blocking
  public void listTrainingJobs(
      ListTrainingJobsRequest request, StreamObserver<ListTrainingJobsResponse> caller) {
    Page<JobRecord> page =
        calls.list(
            responses,
            new PageRequest(
                request.getParent(),
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListTrainingJobsResponse.newBuilder()
            .addAllTrainingJobs(page.items().stream().map(responses::job).toList())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void cancelTrainingJob(
      CancelTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
    calls.cancel(responses, request.getName(), request.getReason(), caller);
  }

  @Override
  @Blocking
  public void deleteTrainingJob(DeleteTrainingJobRequest request, StreamObserver<Empty> caller) {
    calls.delete(responses, request.getName(), caller);
  }

  @Override
  @NonBlocking
  public void watchTrainingJob(
      WatchTrainingJobRequest request, StreamObserver<WatchTrainingJobResponse> caller) {
    calls.watch(responses, request.getName(), request.getResumeToken(), caller);
  }

  @Override
  @Blocking
  public void getTrainingJobFile(
      GetTrainingJobFileRequest request, StreamObserver<TrainingJobFileChunk> caller) {
    calls.file(responses, request.getName(), request.getFile(), caller);
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
