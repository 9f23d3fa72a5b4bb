package zoodip.inference.rpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Inject;
import zoodip.inference.InferenceConfig;
import zoodip.inference.generation.CallAdmission;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.GetLoadRequest;
import zoodip.inference.v1.GetLoadResponse;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.validation.MalformedRequests;

/** Generates images for the gateway and the evaluator. */
@GrpcService
public class InferenceService extends InferenceGrpc.InferenceImplBase {
  private final CallAdmission admission;
  private final InferenceConfig config;

  @Inject
  public InferenceService(CallAdmission admission, InferenceConfig config) {
    this.admission = admission;
    this.config = config;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  /** Returns at once: everything that takes time happens on other threads. */
  @Override
  public void draw(DrawRequest request, StreamObserver<DrawResponse> responses) {
    admission.start(
        request,
        new GrpcResponseSink(
            (ServerCallStreamObserver<DrawResponse>) responses, config.unreadImages()));
  }

  @Override
  public void getLoad(GetLoadRequest request, StreamObserver<GetLoadResponse> caller) {
    caller.onNext(GetLoadResponse.newBuilder().addAllModels(admission.loads()).build());
    caller.onCompleted();
  }
}
