package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Ports;
import zoodip.v1.Concept;
import zoodip.v1.Image;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** The single-machine install, stopped and killed, and started again on its folder. */
@Timeout(300)
class LocalRestartIT {
  private static final int STEPS = 150;

  @TempDir Path folder;

  private final int port = Ports.freePort();
  private final ManagedChannel channel =
      ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  private final Api api = new Api(channel, "tenants/restarts");

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  @Test
  void everythingIsInPlaceAfterAStopAndAfterAKill() throws Exception {
    Subject subject;
    TrainingJob learned;
    Concept concept;
    List<Image> images;
    TrainingJob interrupted;
    try (App local = start("first")) {
      subject = api.upload("mug", folder.resolve("photos"));
      learned = api.awaitEnd(api.create(api.training(subject, "kept", STEPS)).getName());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, learned.getState(), learned::toString);
      concept = api.concept(learned.getConcept());
      images = api.generate("a <kept> mug in the snow", 1);
      interrupted = api.create(api.training(subject, "interrupted", STEPS));
      api.await(interrupted.getName(), now -> now.getProgress().getDone() > 0);
      local.terminate();
    }
    try (App local = start("second")) {
      assertEquals(learned, api.job(learned.getName()));
      local.kill();
    }
    try (App local = start("third")) {
      assertEquals(learned, api.job(learned.getName()));
      assertEquals(concept, api.concept(learned.getConcept()));
      assertEquals(images, api.generate("a <kept> mug in the snow", 1));
      TrainingJob ended = api.awaitEnd(interrupted.getName());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
      assertEquals(learned.getEmbeddingSha256(), ended.getEmbeddingSha256());
      assertTrue(ended.getAttempts() > 1, ended::toString);
      assertTrue(local.isAlive());
    }
  }

  private App start(String name) {
    return App.start(
        "local",
        "local-" + name,
        Map.of(
            "local.folder",
            folder.resolve("data").toString(),
            "quarkus.http.port",
            "0",
            "quarkus.grpc.server.port",
            String.valueOf(port),
            "trainer.flush-interval",
            "PT0.5S"));
  }
}
