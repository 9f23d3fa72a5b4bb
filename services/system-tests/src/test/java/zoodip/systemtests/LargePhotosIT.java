package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Ports;
import zoodip.toybox.PhotoSet;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/**
 * Photos of 48 megapixels in a whole install with a heap of 512 MiB, another job beside them. Six
 * of them, decoded at once, would take more than that; {@code -Dlarge.photos=20} takes twenty.
 */
@Tag("slow")
@Timeout(600)
class LargePhotosIT {
  private static final int WIDTH = 8000;
  private static final int HEIGHT = 6000;
  private static final int PHOTOS = Integer.getInteger("large.photos", 6);

  @TempDir Path folder;

  private final int port = Ports.freePort();
  private final ManagedChannel channel =
      ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  private final Api api = new Api(channel, "tenants/large");

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  @Test
  void theyAreTrainedAndScoredAndDisturbNoOtherJob() throws Exception {
    ByteString photo = jpeg();
    try (App local = App.start("512m", "local", "local-large-photos", settings())) {
      var small = api.upload("small", folder.resolve("photos"));
      TrainingJob beside = api.create(api.training(small, "beside", 600));
      api.await(beside.getName(), now -> now.getProgress().getDone() > 0);
      var large = api.upload("large", photos(), of -> variant(photo, of.caption()));
      assertEquals(PHOTOS, large.getPhotosCount());
      TrainingJob job = api.awaitEnd(api.create(withEvaluation(large)).getName());
      assertUndisturbed(job);
      Evaluation evaluation = api.awaitEvaluation(job.getEvaluationJob());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, evaluation.getState(), evaluation::toString);
      assertUndisturbed(api.awaitEnd(beside.getName()));
      assertTrue(local.isAlive());
    }
  }

  private static void assertUndisturbed(TrainingJob job) {
    assertEquals(JobState.JOB_STATE_SUCCEEDED, job.getState(), job::toString);
    assertEquals(1, job.getAttempts(), job::toString);
  }

  private CreateTrainingJobRequest withEvaluation(Subject subject) {
    CreateTrainingJobRequest.Builder request = api.training(subject, "large", 20).toBuilder();
    request
        .getTrainingJobBuilder()
        .getEvaluationBuilder()
        .addPrompts("a {0} {1} in the snow")
        .setImagesPerPrompt(1)
        .getGenerationBuilder()
        .setSteps(3);
    return request.build();
  }

  private Map<String, String> settings() {
    return Map.of(
        "local.folder",
        folder.resolve("data").toString(),
        "quarkus.http.port",
        "0",
        "quarkus.grpc.server.port",
        String.valueOf(port),
        "trainer.slots",
        "2");
  }

  private PhotoSet photos() {
    List<PhotoSet.CaptionedPhoto> photos =
        IntStream.range(0, PHOTOS)
            .mapToObj(
                i -> new PhotoSet.CaptionedPhoto(Path.of(i + ".jpg"), "photo " + i + " of a {}"))
            .toList();
    return new PhotoSet("large", "mug", false, photos);
  }

  /** The same pixels with a quantization table that nothing uses: equal photos are one photo. */
  private static ByteString variant(ByteString jpeg, String letters) {
    byte[] table = new byte[64];
    Arrays.fill(table, (byte) 1);
    byte[] text = letters.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, table, 0, text.length);
    byte[] head = {(byte) 0xff, (byte) 0xdb, 0, (byte) (table.length + 3), 3};
    return jpeg.substring(0, 2)
        .concat(ByteString.copyFrom(head))
        .concat(ByteString.copyFrom(table))
        .concat(jpeg.substring(2));
  }

  private static ByteString jpeg() throws Exception {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    byte[] values = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < values.length; i++) {
      int x = i % (3 * WIDTH);
      int y = i / (3 * WIDTH);
      values[i] = (byte) (128 + ((x / 90 + y / 50 + 40 * (x % 3)) & 63));
    }
    ByteString.Output bytes = ByteString.newOutput();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteString();
  }
}
