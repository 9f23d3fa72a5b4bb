package zoodip.platform.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawnPicture;
import zoodip.inference.v1.InferenceGrpc;

/** A server that gives more than a connection holds, and callers that read or do not. */
@Timeout(60)
class StalledStreamsTest {
  private static final int IMAGES = 4096;
  private static final ByteString PNG = ByteString.copyFrom(new byte[4 << 10]);

  private final CountDownLatch left = new CountDownLatch(1);
  private Server server;
  private ManagedChannel channel;

  private void serve(Duration readTimeout) throws Exception {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(
                new InferenceGrpc.InferenceImplBase() {
                  @Override
                  public void draw(DrawRequest request, StreamObserver<DrawResponse> caller) {
                    give((ServerCallStreamObserver<DrawResponse>) caller);
                  }
                })
            .intercept(new StalledStreams(() -> readTimeout))
            .build()
            .start();
    channel =
        Grpc.newChannelBuilder("localhost:" + server.getPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  private void give(ServerCallStreamObserver<DrawResponse> caller) {
    int[] given = {0};
    caller.setOnCancelHandler(left::countDown);
    caller.setOnReadyHandler(
        () -> {
          while (caller.isReady() && given[0] <= IMAGES) {
            if (given[0]++ == IMAGES) {
              caller.onCompleted();
            } else {
              caller.onNext(
                  DrawResponse.newBuilder()
                      .setPicture(DrawnPicture.newBuilder().setPng(PNG))
                      .build());
            }
          }
        });
  }

  private Iterator<DrawResponse> generate() {
    return InferenceGrpc.newBlockingStub(channel).draw(DrawRequest.getDefaultInstance());
  }

  @Test
  void aStreamThatIsNotReadEndsByNameAndItsServerSeesTheCallerLeave() throws Exception {
    serve(Duration.ofMillis(100));
    Iterator<DrawResponse> unread = generate();

    left.await();

    StatusRuntimeException end =
        assertThrows(StatusRuntimeException.class, () -> unread.forEachRemaining(one -> {}));
    assertEquals(Status.Code.ABORTED, end.getStatus().getCode());
    ErrorInfo info = StatusProto.fromThrowable(end).getDetails(0).unpack(ErrorInfo.class);
    assertEquals("STREAM_STALLED", info.getReason());
  }

  @Test
  void aStreamThatIsReadIsLeftInPeace() throws Exception {
    serve(Duration.ofSeconds(30));
    Iterator<DrawResponse> read = generate();
    int images = 0;
    for (; read.hasNext(); read.next()) {
      images++;
    }
    assertEquals(IMAGES, images);
    assertEquals(1, left.getCount());
  }
}
