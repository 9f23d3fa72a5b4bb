package zoodip.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.calls.IdleStreams;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.TrainingJobFileChunk;
import zoodip.v1.TrainingJobsGrpc;

@Timeout(60)
class FileStreamTest {
  private static final int BYTES = 8 << 20;

  private final CountDownLatch closed = new CountDownLatch(1);
  private Server server;
  private ManagedChannel channel;

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
  }

  @Test
  void aReaderThatNeverReadsLosesTheStreamByName() throws Exception {
    serve(Duration.ofMillis(300));
    AtomicLong received = new AtomicLong();
    CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();
    ClientCall<GetTrainingJobFileRequest, TrainingJobFileChunk> call = start(received, end);

    assertTrue(closed.await(50, TimeUnit.SECONDS), "what it holds of the store is freed");

    call.request(Integer.MAX_VALUE);
    StatusRuntimeException stalled = GatewayClient.get(end);
    assertEquals(Status.Code.ABORTED, stalled.getStatus().getCode());
    assertEquals("STREAM_STALLED", GatewayClient.reason(stalled));
    assertTrue(received.get() < BYTES, received + " bytes");
  }

  @Test
  void aReaderThatReadsGetsTheWholeFile() throws Exception {
    serve(Duration.ofMinutes(10));
    AtomicLong received = new AtomicLong();
    CompletableFuture<StatusRuntimeException> end = new CompletableFuture<>();

    start(received, end).request(Integer.MAX_VALUE);

    assertEquals(Status.Code.OK, GatewayClient.get(end).getStatus().getCode());
    assertEquals(BYTES, received.get());
    assertTrue(closed.await(50, TimeUnit.SECONDS));
  }

  private void serve(Duration limit) throws IOException {
    IdleStreams idleStreams = new IdleStreams(limit);
    InputStream content =
        new ByteArrayInputStream(new byte[BYTES]) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    server =
        ServerBuilder.forPort(0)
            .addService(
                new TrainingJobsGrpc.TrainingJobsImplBase() {
                  @Override
                  public void getTrainingJobFile(
                      GetTrainingJobFileRequest request,
                      StreamObserver<TrainingJobFileChunk> caller) {
                    new FileStream<>(
                            content,
                            caller,
                            chunk -> TrainingJobFileChunk.newBuilder().setContent(chunk).build(),
                            idleStreams)
                        .start();
                  }
                })
            .build()
            .start();
    channel =
        ManagedChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  /** Asks for the file, and for none of its chunks yet. */
  private ClientCall<GetTrainingJobFileRequest, TrainingJobFileChunk> start(
      AtomicLong received, CompletableFuture<StatusRuntimeException> end) {
    var call = channel.newCall(TrainingJobsGrpc.getGetTrainingJobFileMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(TrainingJobFileChunk chunk) {
            received.addAndGet(chunk.getContent().size());
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(new StatusRuntimeException(status, trailers));
          }
        },
        new Metadata());
    call.sendMessage(GetTrainingJobFileRequest.getDefaultInstance());
    call.halfClose();
    return call;
  }
}
