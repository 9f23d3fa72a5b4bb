package zoodip.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.models.ModelStore;
import zoodip.platform.storage.Storage;
import zoodip.v1.GenerationSettings;

/** A node knows thousands of concepts in little memory, and keeps the embeddings used last. */
@QuarkusTest
@QuarkusTestResource(InferenceCluster.class)
@Timeout(300)
class ThousandsOfConceptsTest {
  private static final String TENANT = "tenants/many";
  private static final String MODEL = "models/toybox";
  private static final int KNOWN = 6000;
  private static final int GENERATED = 120;
  private static final int CACHED = 50;
  private static final long MEBIBYTE = 1 << 20;

  @TempDir static Path folder;

  @Inject ModelStore models;
  @Inject Storage storage;
  @Inject KafkaClients kafka;
  @Inject MeterRegistry meters;
  @Inject CompactedView<ConceptRecord> view;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @Test
  void areKnownInLittleMemoryAndTheLastUsedAreKept() throws Exception {
    ToyboxModels.publish(storage, models, folder);
    Teacher teacher = new Teacher(storage, kafka);
    for (int i = 0; i < GENERATED; i++) {
      teacher.store(TENANT, "c" + i, i + 1);
    }
    long before = usedHeap();
    announceAll(teacher);

    assertEquals(KNOWN, view.withPrefix(TENANT + "/").size());
    long grown = (usedHeap() - before) / MEBIBYTE;
    assertTrue(grown < 32, KNOWN + " concepts take " + grown + " MiB of heap");
    assertEquals(GENERATED, generate(0, GENERATED).images().size());
    assertEquals(CACHED, meters.get("zoodip.inference.concepts.cached").gauge().value());
    assertEquals(1, generate(0, 1).images().size(), "one that was dropped is read again");
  }

  private void announceAll(Teacher teacher) throws Exception {
    String last = TENANT + "/concepts/c" + (KNOWN - 1);
    var shown = view.await(last, Optional::isPresent);
    try (Producer<String, byte[]> producer = kafka.producer()) {
      for (int i = 0; i < KNOWN; i++) {
        var unused = teacher.announce(producer, TENANT, "c" + i, i + 1, MODEL);
      }
      producer.flush();
    }
    shown.get(60, TimeUnit.SECONDS);
    view.readToEnd().get(60, TimeUnit.SECONDS);
  }

  /** An image with each of these concepts, one step each. */
  private GeneratedImages generate(int first, int end) {
    DrawRequest.Builder request =
        DrawRequest.newBuilder()
            .setTenant(TENANT)
            .setModel(MODEL)
            .setSettings(GenerationSettings.newBuilder().setSteps(1).setScheduler("ddim"));
    for (int i = first; i < end; i++) {
      request.addRows(DrawRow.newBuilder().setPrompt("a <c" + i + "> mug").setSeed(i));
    }
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    try {
      return GeneratedImages.all(InferenceGrpc.newBlockingStub(channel).draw(request.build()));
    } finally {
      channel.shutdownNow();
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
