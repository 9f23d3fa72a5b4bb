package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Ports;
import zoodip.events.v1.JobEvent;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** Processes of the images' layers, on read-only roots, beside a packaged gateway. */
@Timeout(600)
@NeedsImages(NeedsImages.Runner.NAMESPACES)
@ExtendWith(Stage.Extension.class)
class ServiceImagesIT {
  private static final int STEPS = 120;

  /** Arithmetic that is not chosen by measuring, which differs from machine to machine. */
  private static final Map<String, String> SETTLED = Map.of("trainer.compute", "fp32");

  @TempDir private static Path folder;
  private static ServiceImage trainers;

  @BeforeAll
  static void unpackTrainer() throws Exception {
    trainers = unpack("trainer-cpu");
  }

  @AfterAll
  static void delete() {
    trainers.delete();
  }

  @Test
  void aGatewayGetsReadyAndReadsJpegPhotos(Stage stage) throws Exception {
    ServiceImage image = unpack("gateway");
    int http = Ports.freePort();
    int grpc = Ports.freePort();
    try (App gateway = start(stage, image, "gateway", http, grpc, Map.of())) {
      MixedInstall.awaitReady(http);
      assertTrue(ServiceImage.rootMount(gateway.process().pid()).contains(" / ro,"));
      assertEquals(5, uploadJpegs(grpc).getPhotosCount());
      assertEquals(143, gateway.terminate());
    } finally {
      image.delete();
    }
  }

  /** An evaluator is ready when inference is. */
  @Test
  void inferenceAndTheEvaluatorThatAsksItGetReady(Stage stage) throws Exception {
    ServiceImage drawing = unpack("inference");
    ServiceImage scoring = unpack("evaluator");
    int grpc = Ports.freePort();
    int http = Ports.freePort();
    Map<String, String> target = Map.of("evaluator.inference.target", "127.0.0.1:" + grpc);
    try (App inference = start(stage, drawing, "inference", 0, grpc, Map.of());
        App evaluator = start(stage, scoring, "evaluator", http, 0, target)) {
      MixedInstall.awaitReady(http);
      assertTrue(ServiceImage.rootMount(evaluator.process().pid()).contains(" / ro,"));
      assertEquals(143, evaluator.terminate());
      assertEquals(143, inference.terminate());
    } finally {
      drawing.delete();
      scoring.delete();
    }
  }

  @Test
  void aTrainerToldToStopSuspendsItsJobAndAnotherEndsWithTheSameBits(Stage stage) throws Exception {
    TrainingJob packaged = undisturbed(stage, "by-the-packaged", stage.trainer(SETTLED));
    TrainingJob contained = undisturbed(stage, "by-the-image", trainer(stage));
    assertEquals(packaged.getEmbeddingSha256(), contained.getEmbeddingSha256());

    String job = create(stage, "suspended-in-an-image");
    try (App first = trainer(stage)) {
      stage.api().await(job, now -> now.getProgress().getDone() >= STEPS / 4);
      long told = System.nanoTime();
      first.process().destroy();
      TrainingJob between =
          stage.api().await(job, now -> now.getState() == JobState.JOB_STATE_QUEUED);
      Duration taken = Duration.ofNanos(System.nanoTime() - told);
      System.out.printf("suspended after %d ms: %s%n", taken.toMillis(), between.getProgress());
      assertEquals(JobState.JOB_STATE_QUEUED, between.getState(), between::toString);
      assertTrue(taken.compareTo(Duration.ofSeconds(10)) < 0, taken::toString);
      assertEquals(143, first.exitCode());
    }
    try (App second = trainer(stage)) {
      TrainingJob ended = stage.api().awaitEnd(job);
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
      assertEquals(contained.getEmbeddingSha256(), ended.getEmbeddingSha256());
      assertEquals(2, ended.getAttempts());
      assertTrue(second.isAlive());
    }
    assertEquals(
        1,
        new JobTopics(stage.cluster().kafka())
            .events(job).stream().filter(JobEvent::hasSuspended).count());
  }

  private static TrainingJob undisturbed(Stage stage, String concept, App trainer)
      throws InterruptedException {
    try (trainer) {
      TrainingJob ended = stage.api().awaitEnd(create(stage, concept));
      assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
      return ended;
    }
  }

  private static String create(Stage stage, String concept) {
    return stage.api().create(stage.api().training(stage.subject(), concept, STEPS)).getName();
  }

  private static App trainer(Stage stage) {
    Map<String, String> settings = new HashMap<>(SETTLED);
    settings.put("trainer.flush-interval", "PT0.5S");
    settings.put("work.lock", "PT3S");
    return start(stage, trainers, "trainer", 0, 0, settings);
  }

  private static App start(
      Stage stage, ServiceImage image, String name, int http, int grpc, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(own);
    settings.put("quarkus.http.port", String.valueOf(http));
    settings.put("quarkus.grpc.server.port", String.valueOf(grpc));
    return stage.contained(image, name, settings);
  }

  private static ServiceImage unpack(String image) throws Exception {
    return ServiceImage.unpack(ServiceImage.tar(image), folder.resolve(image));
  }

  private static Subject uploadJpegs(int grpc) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", grpc).usePlaintext().build();
    try {
      PhotoSet photos = Toybox.subject("mug-01", folder.resolve("photos"));
      return new Api(channel, "tenants/images")
          .upload("jpegs", photos, photo -> jpeg(photo.file()));
    } finally {
      channel.shutdownNow();
    }
  }

  private static ByteString jpeg(Path photo) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try {
      assertTrue(ImageIO.write(ImageIO.read(photo.toFile()), "jpeg", encoded));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(encoded.toByteArray());
  }
}
