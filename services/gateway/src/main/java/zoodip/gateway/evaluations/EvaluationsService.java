package zoodip.gateway.evaluations;

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
  private static final String COLLECTION = "evaluations";

  private final JobCreation creation;
  private final EvaluationResolver plan;
  private final JobFiles files;
  private final Jobs jobs;
  private final JobWatches jobWatches;
  private final EvaluationReports reports;

  @Inject
  public EvaluationsService(
      JobCreation creation,
      EvaluationResolver plan,
      JobFiles files,
      Jobs jobs,
      JobWatches jobWatches,
      EvaluationReports reports) {
    this.reports = reports;
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
  public void createEvaluation(CreateEvaluationRequest request, StreamObserver<Evaluation> caller) {
    ResourceName name =
        ResourceName.forCreate(request.getParent(), COLLECTION, request.getRequestId());
    String fingerprint = Fingerprint.of(contents(request));
    JobRecord job =
        request.getValidateOnly()
            ? creation.preview(name, fingerprint, () -> plan.spec(request))
            : creation.create(name, fingerprint, () -> plan.spec(request));
    caller.onNext(EvaluationAnswers.evaluation(reports.complete(job)));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void getEvaluation(GetEvaluationRequest request, StreamObserver<Evaluation> caller) {
    JobRecord evaluation = get(ResourceName.parse(request.getName()));
    caller.onNext(EvaluationAnswers.evaluation(reports.complete(evaluation)));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void listEvaluations(
      ListEvaluationsRequest request, StreamObserver<ListEvaluationsResponse> caller) {
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
        ListEvaluationsResponse.newBuilder()
            .addAllEvaluations(page.items().stream().map(EvaluationAnswers::listed).toList())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void cancelEvaluation(CancelEvaluationRequest request, StreamObserver<Evaluation> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    JobRecord job =
        jobs.cancel(name, request.getReason()).orElseThrow(() -> EvaluationAnswers.missing(name));
    caller.onNext(EvaluationAnswers.evaluation(reports.complete(job)));
    caller.onCompleted();
  }

  @Override
  @Blocking
  public void deleteEvaluation(DeleteEvaluationRequest request, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    if (!jobs.delete(name)) {
      throw EvaluationAnswers.missing(name);
    }
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }

  @Override
  @NonBlocking
  public void watchEvaluation(
      WatchEvaluationRequest request, StreamObserver<WatchEvaluationResponse> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    jobWatches.watch(
        name, request.getResumeToken(), EvaluationAnswers.ofWatch(name, reports), caller);
  }

  @Override
  @Blocking
  public void getEvaluationFile(
      GetEvaluationFileRequest request, StreamObserver<EvaluationFileChunk> caller) {
    JobRecord evaluation = reports.complete(get(ResourceName.parse(request.getName())));
    files.send(
        evaluation,
        EvaluationAnswers.files(evaluation),
        request.getFile(),
        caller,
        chunk -> EvaluationFileChunk.newBuilder().setContent(chunk).build());
  }

  private JobRecord get(ResourceName name) {
    return jobs.find(name).orElseThrow(() -> EvaluationAnswers.missing(name));
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
