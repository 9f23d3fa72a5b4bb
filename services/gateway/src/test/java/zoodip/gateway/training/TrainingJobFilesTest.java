package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.BadRequest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.TrainingResult;
import zoodip.events.v1.TrainingSpec;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.records.JobView;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJobFileChunk;

@QuarkusTest
class TrainingJobFilesTest extends GatewayTestBase {
  @Inject JobView jobs;

  @Test
  void filesAreListedAsTheyComeAndAreHandedOutInPieces() throws Exception {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    String prefix = job.replace("trainingJobs", "jobs") + "/attempts/a/";
    byte[] preview = new byte[200_000];
    new Random(1).nextBytes(preview);
    storage.put(prefix + "previews/000000.png", preview, "image/png");
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> file(job, "previews/000000.png"));

    publish(job, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    publish(job, wrote(prefix, "previews/000000.png", "lost.png"));

    assertEquals(List.of("lost.png", "previews/000000.png"), files(job));
    assertArrayEquals(preview, file(job, "previews/000000.png"));
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> file(job, "../../../secret"));
    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> file(job, "lost.png"));
    refused(
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND,
        () -> file(tenant + "/trainingJobs/none", "losses.csv"));
  }

  @Test
  void aSucceededJobHasItsEmbeddingAndProvenanceAsFiles() throws Exception {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    String prefix = job.replace("trainingJobs", "jobs") + "/attempts/a/";
    storage.put(prefix + "embedding.safetensors", new byte[] {1, 2}, "application/octet-stream");
    publish(job, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    publish(
        job,
        JobEvent.newBuilder()
            .setSucceeded(
                Succeeded.newBuilder()
                    .setAttempt("a")
                    .setTraining(
                        TrainingResult.newBuilder()
                            .setEmbeddingKey(prefix + "embedding.safetensors")
                            .setProvenanceKey(prefix + "provenance.json"))));

    assertEquals(List.of("embedding.safetensors", "provenance.json"), files(job));
    assertArrayEquals(new byte[] {1, 2}, file(job, "embedding.safetensors"));
  }

  @Test
  void previewsShowTheConceptWithItsClassAsTheModelDraws() {
    TrainingSpec spec = withPreviews(subjectWithPhoto("my-mug"), 500);

    assertEquals("a <my-mug> mug", spec.getPreviewPrompt());
    assertEquals("ddim", spec.getPreviewGeneration().getScheduler());
    assertEquals(50, spec.getPreviewGeneration().getSteps());
    assertEquals(64, spec.getPreviewGeneration().getWidth());
  }

  @Test
  void previewsOfAStyleAreInIt() {
    CreateSubjectRequest.Builder request =
        CreateSubjectRequest.newBuilder()
            .setParent(tenant)
            .setSubjectId("inky")
            .setSubject(
                Subject.newBuilder()
                    .setClassWord("drawing")
                    .setLearnableProperty(LearnableProperty.LEARNABLE_PROPERTY_STYLE));
    String subject = client.subjects().createSubject(request.build()).getName();
    client.upload(subject, new GatewayClient.Upload("1.png", "", png(1)));

    TrainingSpec spec = withPreviews(subject, 500);

    assertEquals("a drawing in the style of <inky>", spec.getPreviewPrompt());
    assertEquals(17, spec.getPhotos(0).getCaptionsCount());
    assertEquals("a painting in the style of {}", spec.getPhotos(0).getCaptions(0));
  }

  @Test
  void previewsThatWouldBeTooManyAreRefusedWithAnIntervalThatWorks() {
    String subject = subjectWithPhoto("my-mug");

    var error = refused(ErrorReason.ERROR_REASON_BAD_SETTINGS, () -> withPreviews(subject, 7));

    BadRequest.FieldViolation violation =
        GatewayClient.detail(error, BadRequest.class).getFieldViolations(0);
    assertEquals("training_job.preview_interval", violation.getField());
    assertEquals(
        "is 7: that makes 216 previews of 1500 steps, and there may be 200; use 8 or more, or 0 for none",
        violation.getDescription());
    assertEquals(8, withPreviews(subject, 8).getPreviewInterval());
  }

  private TrainingSpec withPreviews(String subject, int interval) {
    var request = training(subject);
    request.getTrainingJobBuilder().setPreviewInterval(interval);
    String job = client.trainingJobs().createTrainingJob(request.build()).getName();
    return jobs.get(job).orElseThrow().getSpec().getTraining();
  }

  private static JobEvent.Builder wrote(String prefix, String... files) {
    StepsCommitted.Builder committed = StepsCommitted.newBuilder().setAttempt("a");
    for (String file : files) {
      committed.addFiles(JobFileReference.newBuilder().setName(file).setKey(prefix + file));
    }
    return JobEvent.newBuilder().setStepsCommitted(committed);
  }

  private List<String> files(String job) {
    return client
        .trainingJobs()
        .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(job).build())
        .getFilesList();
  }

  private byte[] file(String job, String file) throws Exception {
    Iterator<TrainingJobFileChunk> chunks =
        client
            .trainingJobs()
            .getTrainingJobFile(
                GetTrainingJobFileRequest.newBuilder().setName(job).setFile(file).build());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (chunks.hasNext()) {
      chunks.next().getContent().writeTo(content);
    }
    return content.toByteArray();
  }
}
