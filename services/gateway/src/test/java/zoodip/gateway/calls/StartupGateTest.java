package zoodip.gateway.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.gateway.GatewayClient;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingJobsGrpc;

/** A server whose calls all share one thread, as those of one connection to the gateway do. */
@Timeout(60)
class StartupGateTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Server server;
  private ManagedChannel channel;

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow().awaitTermination();
    thread.shutdownNow();
  }

  @Test
  void aThousandEarlyCallsHoldUpNothingElse() throws Exception {
    serve(LONG);
    List<CompletableFuture<TrainingJob>> early =
        IntStream.range(0, 1000).mapToObj(i -> call("job-" + i)).toList();

    assertEquals(ServingStatus.SERVING, health());
    assertFalse(early.stream().anyMatch(CompletableFuture::isDone));

    read.complete(null);

    for (int i = 0; i < early.size(); i++) {
      assertEquals("job-" + i, GatewayClient.get(early.get(i)).getName());
    }
  }

  @Test
  void isRefusedForNowWhenReadingTakesTooLong() throws Exception {
    serve(Duration.ofMillis(10));
    assertRefused(call("job"));
  }

  @Test
  void isRefusedForNowWhenNothingCanBeRead() throws Exception {
    serve(LONG);
    var early = call("job");
    assertEquals(ServingStatus.SERVING, health());

    read.completeExceptionally(new IllegalStateException("no broker"));

    assertRefused(early);
    assertRefused(call("later"));
  }

  @Test
  void whoGivesUpIsNotAnsweredLater() throws Exception {
    serve(LONG);
    var cancellable = Context.current().withCancellation();
    CompletableFuture<TrainingJob> early = new CompletableFuture<>();
    cancellable.run(() -> call("job", early));
    assertEquals(ServingStatus.SERVING, health());

    cancellable.cancel(null);
    read.complete(null);

    var gone = assertThrows(StatusRuntimeException.class, () -> GatewayClient.get(early));
    assertEquals(Status.Code.CANCELLED, gone.getStatus().getCode());
    assertEquals("next", GatewayClient.get(call("next")).getName());
  }

  private void serve(Duration patience) throws IOException {
    server =
        ServerBuilder.forPort(0)
            .executor(thread)
            .intercept(new StartupGate(read, patience))
            .addService(new EchoOfJobs())
            .addService(new Healthy())
            .build()
            .start();
    channel =
        ManagedChannelBuilder.forAddress("localhost", server.getPort()).usePlaintext().build();
  }

  private CompletableFuture<TrainingJob> call(String name) {
    CompletableFuture<TrainingJob> answer = new CompletableFuture<>();
    call(name, answer);
    return answer;
  }

  private void call(String name, CompletableFuture<TrainingJob> answer) {
    TrainingJobsGrpc.newStub(channel)
        .getTrainingJob(
            GetTrainingJobRequest.newBuilder().setName(name).build(),
            GatewayClient.completing(answer));
  }

  private ServingStatus health() {
    return HealthGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .check(HealthCheckRequest.getDefaultInstance())
        .getStatus();
  }

  private static void assertRefused(CompletableFuture<TrainingJob> early) {
    var refused = assertThrows(StatusRuntimeException.class, () -> GatewayClient.get(early));
    assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
    assertEquals("BACKEND_UNAVAILABLE", GatewayClient.reason(refused));
  }

  private static final class EchoOfJobs extends TrainingJobsGrpc.TrainingJobsImplBase {
    @Override
    public void getTrainingJob(GetTrainingJobRequest request, StreamObserver<TrainingJob> caller) {
      caller.onNext(TrainingJob.newBuilder().setName(request.getName()).build());
      caller.onCompleted();
    }
  }

  private static final class Healthy extends HealthGrpc.HealthImplBase {
    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> caller) {
      caller.onNext(HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build());
      caller.onCompleted();
    }
  }
}
