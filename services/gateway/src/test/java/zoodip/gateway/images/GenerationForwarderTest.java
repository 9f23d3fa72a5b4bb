package zoodip.gateway.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.calls.IdleStreams;
import zoodip.inference.v1.DrawProgress;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.nodes.NodeChannels;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GenerateImagesResponse;
import zoodip.v1.ImagesGrpc;

/** A node that takes a call, begins, and then says nothing, though it is there. */
@Timeout(60)
class GenerationForwarderTest {
  private final CountDownLatch nodeWasLeft = new CountDownLatch(1);
  private final IdleStreams idleStreams = new IdleStreams(Duration.ofMillis(300));

  private static Server serve(BindableService service) throws Exception {
    return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
        .addService(service)
        .build()
        .start();
  }

  private InferenceGrpc.InferenceImplBase silent() {
    return new InferenceGrpc.InferenceImplBase() {
      @Override
      public void draw(DrawRequest request, StreamObserver<DrawResponse> caller) {
        ((ServerCallStreamObserver<DrawResponse>) caller)
            .setOnCancelHandler(nodeWasLeft::countDown);
        caller.onNext(
            DrawResponse.newBuilder().setProgress(DrawProgress.newBuilder().setStep(1)).build());
      }
    };
  }

  private ImagesGrpc.ImagesImplBase forwarding(ManagedChannel inference) {
    return new ImagesGrpc.ImagesImplBase() {
      @Override
      public void generateImages(
          GenerateImagesRequest request, StreamObserver<GenerateImagesResponse> caller) {
        InferenceGrpc.newStub(inference)
            .draw(
                DrawRequest.getDefaultInstance(),
                new GenerationForwarder(
                    (ServerCallStreamObserver<GenerateImagesResponse>) caller, 0, idleStreams));
      }
    };
  }

  @Test
  void aNodeThatFallsSilentIsUnavailableAndLeft() throws Exception {
    Server node = serve(silent());
    ManagedChannel inference =
        NodeChannels.withoutKey()
            .open("localhost:" + node.getPort(), Duration.ofSeconds(20), 1 << 20);
    Server gateway = serve(forwarding(inference));
    try (GatewayClient client = new GatewayClient(gateway.getPort())) {
      var answers = client.images().generateImages(GenerateImagesRequest.getDefaultInstance());
      assertEquals(1, answers.next().getProgress().getStep());

      StatusRuntimeException end = assertThrows(StatusRuntimeException.class, answers::hasNext);

      assertEquals("BACKEND_UNAVAILABLE", GatewayClient.reason(end));
      nodeWasLeft.await();
    } finally {
      inference.shutdownNow();
      gateway.shutdownNow();
      node.shutdownNow();
      idleStreams.close();
    }
  }
}
