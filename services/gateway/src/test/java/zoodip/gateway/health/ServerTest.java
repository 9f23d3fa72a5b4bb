package zoodip.gateway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.jobs.v1.JobRecordsGrpc;
import zoodip.v1.ApiKeysGrpc;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.EvaluationsGrpc;
import zoodip.v1.ImagesGrpc;
import zoodip.v1.ModelsGrpc;
import zoodip.v1.SubjectsGrpc;
import zoodip.v1.TrainingJobsGrpc;

/** What operators and tools ask of the running gateway. */
@QuarkusTest
class ServerTest extends GatewayTestBase {
  private static final Set<ServiceDescriptor> PUBLIC =
      Set.of(
          ModelsGrpc.getServiceDescriptor(),
          SubjectsGrpc.getServiceDescriptor(),
          TrainingJobsGrpc.getServiceDescriptor(),
          ConceptsGrpc.getServiceDescriptor(),
          EvaluationsGrpc.getServiceDescriptor(),
          ImagesGrpc.getServiceDescriptor(),
          ApiKeysGrpc.getServiceDescriptor());

  private static final Set<String> SERVICES =
      PUBLIC.stream().map(ServiceDescriptor::getName).collect(Collectors.toSet());

  @TestHTTPResource("/")
  URI http;

  @Test
  void aGatewayThatWorksIsAliveAndReady() throws Exception {
    await(() -> "a gateway that is ready", () -> get("q/health/ready").statusCode() == 200);

    assertEquals(200, get("q/health/live").statusCode());
    for (String probe : List.of("q/health/ready", "q/health/live")) {
      String answer = get(probe).body();
      assertTrue(answer.contains("\"name\": \"gateway\""), answer);
    }
  }

  @Test
  void theGrpcHealthServiceKnowsEachService() throws Exception {
    var health = HealthGrpc.newBlockingStub(client.channel());
    List<String> services = new ArrayList<>(SERVICES);
    services.add(JobRecordsGrpc.SERVICE_NAME);
    for (String service : services) {
      var request = HealthCheckRequest.newBuilder().setService(service).build();
      await(
          () -> service + " in service",
          () -> health.check(request).getStatus() == ServingStatus.SERVING);
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

    assertEquals(
        SERVICES,
        services.stream()
            .map(ServiceResponse::getName)
            .filter(name -> name.startsWith("zoodip.v1."))
            .collect(Collectors.toSet()));
  }

  /** What a tool without the proto files needs: each service's file, with all of its methods. */
  @Test
  void reflectionDescribesEachService() throws Exception {
    for (ServiceDescriptor service : PUBLIC) {
      CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
      StreamObserver<ServerReflectionRequest> call =
          ServerReflectionGrpc.newStub(client.channel())
              .serverReflectionInfo(GatewayClient.completing(answer));
      call.onNext(
          ServerReflectionRequest.newBuilder().setFileContainingSymbol(service.getName()).build());
      var files = GatewayClient.get(answer).getFileDescriptorResponse();
      call.onCompleted();

      var file = FileDescriptorProto.parseFrom(files.getFileDescriptorProto(0));
      assertEquals(
          service.getMethods().stream()
              .map(MethodDescriptor::getBareMethodName)
              .collect(Collectors.toSet()),
          file.getService(0).getMethodList().stream()
              .map(MethodDescriptorProto::getName)
              .collect(Collectors.toSet()));
    }
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
    assertTrue(
        metrics.contains(
            "zoodip_jobs{application=\"zoodip-gateway\",state=\"queued\",work=\"training\"}"),
        metrics);
    assertTrue(metrics.contains("kafka_stream_"), metrics);
    assertTrue(metrics.contains("kafka_producer_"), metrics);
    assertTrue(metrics.contains("kafka_consumer_"), metrics);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(http.resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
