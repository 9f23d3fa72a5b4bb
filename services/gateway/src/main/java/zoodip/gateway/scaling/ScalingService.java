package zoodip.gateway.scaling;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import zoodip.keda.ExternalScalerGrpc;
import zoodip.keda.GetMetricSpecResponse;
import zoodip.keda.GetMetricsRequest;
import zoodip.keda.GetMetricsResponse;
import zoodip.keda.IsActiveResponse;
import zoodip.keda.MetricSpec;
import zoodip.keda.MetricValue;
import zoodip.keda.ScaledObjectRef;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.ErrorReason;

/**
 * KEDA's externalscaler.ExternalScaler. While this gateway does not know what there is to do its
 * calls end with BACKEND_UNAVAILABLE, so that KEDA uses its fallback; metadata that it does not
 * understand end them with INVALID_REQUEST. StreamMetricSpec is left out: targets do not change by
 * themselves.
 */
@GrpcService
public class ScalingService extends ExternalScalerGrpc.ExternalScalerImplBase {
  private final Demands demands;
  private final ActivityStreams streams;

  @Inject
  public ScalingService(Demands demands, ActivityStreams streams) {
    this.demands = demands;
    this.streams = streams;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  @Blocking
  public void isActive(ScaledObjectRef asked, StreamObserver<IsActiveResponse> caller) {
    boolean active = demands.of(trigger(asked)).active();
    answer(IsActiveResponse.newBuilder().setResult(active).build(), caller);
  }

  @Override
  @Blocking
  public void streamIsActive(ScaledObjectRef asked, StreamObserver<IsActiveResponse> caller) {
    streams.open(trigger(asked), (ServerCallStreamObserver<IsActiveResponse>) caller);
  }

  @Override
  @Blocking
  public void getMetricSpec(ScaledObjectRef asked, StreamObserver<GetMetricSpecResponse> caller) {
    ScalingTrigger trigger = trigger(asked);
    answer(
        GetMetricSpecResponse.newBuilder()
            .addMetricSpecs(
                MetricSpec.newBuilder()
                    .setMetricName(trigger.metricName())
                    .setTargetSizeFloat(trigger.target()))
            .build(),
        caller);
  }

  @Override
  @Blocking
  public void getMetrics(GetMetricsRequest asked, StreamObserver<GetMetricsResponse> caller) {
    ScalingTrigger trigger = trigger(asked.getScaledObjectRef());
    if (!asked.getMetricName().equals(trigger.metricName())) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          "metricName",
          "This trigger has no metric '%s'; its metric is %s"
              .formatted(asked.getMetricName(), trigger.metricName()));
    }
    answer(
        GetMetricsResponse.newBuilder()
            .addMetricValues(
                MetricValue.newBuilder()
                    .setMetricName(trigger.metricName())
                    .setMetricValueFloat(demands.of(trigger).amount()))
            .build(),
        caller);
  }

  private ScalingTrigger trigger(ScaledObjectRef asked) {
    ScalingTrigger trigger = ScalingTrigger.of(asked.getScalerMetadataMap());
    demands.requireModel(trigger);
    return trigger;
  }

  private static <A> void answer(A answer, StreamObserver<A> caller) {
    caller.onNext(answer);
    caller.onCompleted();
  }
}
