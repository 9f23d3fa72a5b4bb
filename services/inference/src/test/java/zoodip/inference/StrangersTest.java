package zoodip.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.GetLoadRequest;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.inference.v1.InferenceGrpc.InferenceBlockingStub;
import zoodip.platform.digest.Sha256;

/** A node that asks callers who they are answers services of its installation alone. */
@QuarkusTest
@QuarkusTestResource(InferenceCluster.class)
@TestProfile(StrangersTest.Asking.class)
@Timeout(120)
class StrangersTest {
  private static final String SERVICE = "a-service-of-the-tests";
  private static final String ADMIN = "a-system-admin-of-the-tests";

  /** Asks callers who they are. */
  public static class Asking implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("access.enabled", "true", "access.service-digests", Sha256.of(SERVICE));
    }
  }

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    channel = ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void whoShowsNoKeyOfAServiceIsRefused() {
    for (String shown : List.of("", "Bearer ", "Bearer " + ADMIN, "Bearer x", "Bearer a.b.c")) {
      assertEquals(Status.Code.UNAUTHENTICATED, end(shown, StrangersTest::load), shown);
      assertEquals(Status.Code.UNAUTHENTICATED, end(shown, StrangersTest::draw), shown);
    }
  }

  @Test
  void aServiceIsAnswered() {
    assertEquals(Status.Code.OK, end("Bearer " + SERVICE, StrangersTest::load));
    // it gets as far as to what is wrong with the request
    Status.Code end = end("Bearer " + SERVICE, StrangersTest::draw);
    assertTrue(
        Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.NOT_FOUND).contains(end), end::name);
  }

  private static void load(InferenceBlockingStub node) {
    var unused = node.getLoad(GetLoadRequest.getDefaultInstance());
  }

  private static void draw(InferenceBlockingStub node) {
    node.draw(DrawRequest.newBuilder().setTenant("tenants/t").setModel("models/none").build())
        .forEachRemaining(answer -> {});
  }

  private Status.Code end(String authorization, Consumer<InferenceBlockingStub> call) {
    Metadata headers = new Metadata();
    if (!authorization.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    }
    InferenceBlockingStub node =
        InferenceGrpc.newBlockingStub(channel)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .withDeadlineAfter(30, TimeUnit.SECONDS);
    try {
      call.accept(node);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
