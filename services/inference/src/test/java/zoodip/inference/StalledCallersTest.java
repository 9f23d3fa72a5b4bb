package zoodip.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.models.ModelStore;
import zoodip.platform.storage.Storage;
import zoodip.v1.GenerationSettings;

/** As many callers as there are places, none of whom reads. */
@QuarkusTest
@QuarkusTestResource(InferenceCluster.class)
@TestProfile(StalledCallersTest.Impatient.class)
@Timeout(120)
class StalledCallersTest {
  private static final int PLACES = 3;

  /** Ends unread streams soon. */
  public static class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("streams.read-timeout", "PT1S");
    }
  }

  @TempDir static Path folder;

  @Inject ModelStore models;
  @Inject Storage storage;
  @Inject MeterRegistry meters;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  private ManagedChannel channel;

  @BeforeEach
  void connect() throws Exception {
    ToyboxModels.publish(storage, models, folder);
    channel =
        NettyChannelBuilder.forAddress("localhost", port)
            .usePlaintext()
            .flowControlWindow(1 << 16)
            .build();
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  private Iterator<DrawResponse> generate(int rows) {
    DrawRequest.Builder request =
        DrawRequest.newBuilder()
            .setTenant("tenants/t")
            .setModel("models/toybox")
            .setSettings(GenerationSettings.newBuilder().setSteps(1).setScheduler("ddim"));
    for (int row = 0; row < rows; row++) {
      request.addRows(DrawRow.newBuilder().setPrompt("a mug").setSeed(row));
    }
    return InferenceGrpc.newBlockingStub(channel).draw(request.build());
  }

  @Test
  void leaveTheirPlacesToOthersAndAreToldWhy() throws Exception {
    List<Iterator<DrawResponse>> unread = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      unread.add(generate(60));
      // its first message: it has its place
      assertTrue(unread.get(i).hasNext());
    }

    while (meters.get("zoodip.inference.queue").gauge().value() > 0) {
      Thread.sleep(10);
    }

    assertEquals(1, GeneratedImages.all(generate(1)).images().size());
    for (Iterator<DrawResponse> stream : unread) {
      StatusRuntimeException end =
          assertThrows(StatusRuntimeException.class, () -> stream.forEachRemaining(one -> {}));
      assertEquals(Status.Code.ABORTED, end.getStatus().getCode());
    }
  }
}
