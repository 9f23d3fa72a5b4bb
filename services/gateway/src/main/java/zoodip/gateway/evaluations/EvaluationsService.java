package zoodip.gateway.evaluations;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.jobs.JobCalls;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListEvaluationsResponse;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchEvaluationResponse;

/** zoodip.v1.Evaluations. */
@GrpcService
public class EvaluationsService extends EvaluationsGrpc.EvaluationsImplBase {
  private final JobCalls calls;
  private final EvaluationResolver resolver;
  private final EvaluationResponses responses;

  @Inject
  public EvaluationsService(
      JobCalls calls, EvaluationResolver resolver, EvaluationResponses responses) {
    this.calls = calls;
    this.resolver = resolver;
    this.responses = responses;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  @Blocking
  public void createEvaluation(CreateEvaluationRequest request, StreamObserver<Evaluation> caller) {
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
  public void getEvaluation(GetEvaluationRequest request, StreamObserver<Evaluation> caller) {
    calls.get(responses, request.getName(), caller);
  }

  @Override
  @Blocking
  public void listEvaluations(
      ListEvaluationsRequest request, StreamObserver<ListEvaluationsResponse> caller) {
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
        ListEvaluationsResponse.newBuilder()
            .addAllEvaluations(page.items().stream().map(responses::listed).toList())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void cancelEvaluation(CancelEvaluationRequest request, StreamObserver<Evaluation> caller) {
    calls.cancel(responses, request.getName(), request.getReason(), caller);
  }

  @Override
  @Blocking
  public void deleteEvaluation(DeleteEvaluationRequest request, StreamObserver<Empty> caller) {
    calls.delete(responses, request.getName(), caller);
  }

  @Override
  @NonBlocking
  public void watchEvaluation(
      WatchEvaluationRequest request, StreamObserver<WatchEvaluationResponse> caller) {
    calls.watch(responses, request.getName(), request.getResumeToken(), caller);
  }

  @Override
  @Blocking
  public void getEvaluationFile(
      GetEvaluationFileRequest request, StreamObserver<EvaluationFileChunk> caller) {
    calls.file(responses, request.getName(), request.getFile(), caller);
  }

  /** What makes two creates the same: everything that a client sets, but for the request id. */
  private static CreateEvaluationRequest contents(CreateEvaluationRequest request) {
    Evaluation asked = request.getEvaluation();
    return CreateEvaluationRequest.newBuilder()
        .setParent(request.getParent())
        .setEvaluation(
            Evaluation.newBuilder()
                .setSubject(asked.getSubject())
                .setModel(asked.getModel())
                .setConcept(asked.getConcept())
                .setSettings(asked.getSettings()))
        .build();
  }
}
