package zoodip.gateway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;

/** What operators and tools ask of the running gateway. */
@QuarkusTest
class ServerTest extends GatewayTestBase {
  private static final Set<String> SERVICES =
      Set.of(
          "zoodip.v1.Models",
          "zoodip.v1.Subjects",
          "zoodip.v1.TrainingJobs",
          "zoodip.v1.Concepts",
          "zoodip.v1.Evaluations",
          "zoodip.v1.Images");

  @TestHTTPResource("/")
  URI http;

  @Test
  void aGatewayThatWorksIsAliveAndReady() throws Exception {
    awaitThat(() -> get("q/health/ready").statusCode() == 200);

    assertEquals(200, get("q/health/live").statusCode());
  }

  @Test
  void theGrpcHealthServiceKnowsEachService() throws Exception {
    var health = HealthGrpc.newBlockingStub(client.channel());
    for (String service : SERVICES) {
      var request = HealthCheckRequest.newBuilder().setService(service).build();
      awaitThat(() -> health.check(request).getStatus() == ServingStatus.SERVING);
    }
  }

  @Test
  void reflectionShowsTheServices() {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> call =
        ServerReflectionGrpc.newStub(client.channel())
            .serverReflectionInfo(GatewayClient.completing(answer));
    call.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

    List<ServiceResponse> services =
        GatewayClient.get(answer).getListServicesResponse().getServiceList();
    call.onCompleted();

    assertTrue(
        services.stream()
            .map(ServiceResponse::getName)
            .collect(Collectors.toSet())
            .containsAll(SERVICES),
        services.toString());
  }

  @Test
  void metricsCountCallsJobsAndKafka() throws Exception {
    createTraining(subjectWithPhoto("my-mug"));

    String metrics = get("q/metrics").body();

    assertTrue(
        metrics
            .lines()
            .anyMatch(
                line ->
                    line.startsWith("grpc_server_processing_duration_seconds_count")
                        && line.contains("method=\"CreateTrainingJob\"")
                        && line.contains("statusCode=\"OK\"")),
        metrics);
    assertTrue(metrics.contains("zoodip_jobs{kind=\"training\",state=\"queued\"}"), metrics);
    assertTrue(metrics.contains("kafka_stream_"), metrics);
    assertTrue(metrics.contains("kafka_producer_"), metrics);
    assertTrue(metrics.contains("kafka_consumer_"), metrics);
  }

  /** Readiness comes some time after the start. */
  private static void awaitThat(Callable<Boolean> holds) throws Exception {
    for (int attempt = 0; attempt < 300; attempt++) {
      if (holds.call()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("It does not come to hold");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(http.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
