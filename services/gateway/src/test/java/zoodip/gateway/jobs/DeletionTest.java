package zoodip.gateway.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Empty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.DeleteRequested;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.TrainingResult;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.records.JobView;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.GetConceptRequest;

/** After everything is deleted, nothing is left of it in the object store, whatever goes first. */
@QuarkusTest
class DeletionTest extends GatewayTestBase {
  @Inject JobView records;
  @Inject JobLog log;

  @Test
  void aDeletedJobLeavesItsConceptUsableAndNothingElse() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String job = learned(subject, "a");

    deleteJob(job);

    awaitUnder(
        tenant + "/jobs/",
        List.of(files(job, "b") + "embedding.safetensors", files(job, "b") + "provenance.json"));
    assertEquals(job, concept().getTrainingJob());

    deleteConcept();
    deleteSubject(subject);
    awaitNothingUnder(tenant + "/");
    awaitNothingUnder("deletions/" + tenant + "/");
  }

  @Test
  void aConceptDeletedFirstLeavesTheJobItsFilesUntilThatIsDeletedToo() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String job = learned(subject, "a");

    deleteConcept();
    assertTrue(storage.exists(files(job, "b") + "embedding.safetensors"));
    deleteJob(job);
    deleteSubject(subject);

    awaitNothingUnder(tenant + "/");
  }

  @Test
  void whatADeletedJobKeptForItsConceptGoesWhenAnotherJobLearnsTheConceptAnew() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String first = learned(subject, "a");
    deleteJob(first);

    String second = learned(subject, "a");

    awaitNothingUnder(first.replace("trainingJobs", "jobs") + "/");
    assertEquals(second, concept().getTrainingJob());
    assertTrue(storage.exists(files(second, "b") + "embedding.safetensors"));
  }

  @Test
  void aJobWhoseConceptAnotherLearnedAnewKeepsItsFilesUntilItIsDeleted() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String first = learned(subject, "a");
    String second = learned(subject, "a");

    assertTrue(storage.exists(files(first, "b") + "embedding.safetensors"));
    deleteJob(first);
    awaitNothingUnder(first.replace("trainingJobs", "jobs") + "/");
    assertEquals(second, concept().getTrainingJob());
  }

  @Test
  void aDeletedEvaluationIsGoneWithTheImagesOfAllAttempts() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String name =
        client
            .evaluations()
            .createEvaluation(
                CreateEvaluationRequest.newBuilder()
                    .setParent(tenant)
                    .setEvaluation(Evaluation.newBuilder().setSubject(subject).setModel(MODEL))
                    .build())
            .getName();
    for (String attempt : List.of("a", "b")) {
      publish(name, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt(attempt)));
      put(name + "/attempts/" + attempt + "/images/0000-000.png");
    }
    put(name + "/attempts/b/report.json");
    publish(
        name,
        JobEvent.newBuilder()
            .setSucceeded(
                Succeeded.newBuilder()
                    .setAttempt("b")
                    .setEvaluation(
                        EvaluationResult.newBuilder().setPrefix(name + "/attempts/b/"))));

    Empty unused =
        client
            .evaluations()
            .deleteEvaluation(DeleteEvaluationRequest.newBuilder().setName(name).build());

    deleteSubject(subject);
    awaitNothingUnder(tenant + "/");
  }

  @Test
  void whatAnotherGatewayNotedAndDidNotFinishIsDeletedByTheNext() throws Exception {
    String subject = subjectWithPhoto("my-mug");
    String job = learned(subject, "a");
    JobRecord record = records.get(job).orElseThrow();
    try (var first = new Deletions()) {
      first.it.prepare(record);
      // the job is still there: a gateway that starts deletes nothing of it
      first.it.resumeAll();
      assertTrue(storage.exists(files(job, "a") + "journal/1.bin"));
    }
    publish(job, JobEvent.newBuilder().setDeleteRequested(DeleteRequested.getDefaultInstance()));
    try (var second = new Deletions()) {
      second.it.resumeAll();
    }

    assertEquals(
        List.of(files(job, "b") + "embedding.safetensors", files(job, "b") + "provenance.json"),
        storage.list(tenant + "/jobs/"));
    assertEquals(List.of(), storage.list("deletions/" + tenant + "/"));
  }

  /** Another gateway's, as far as deletions go. */
  private final class Deletions implements AutoCloseable {
    final JobDeletions it = new JobDeletions(storage, records, log, new SimpleMeterRegistry());

    @Override
    public void close() {
      it.end(null);
    }
  }

  /** A job that one attempt began and another finished, with all that trainers write. */
  private String learned(String subject, String first) {
    String job = createTraining(subject).getName();
    publish(job, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt(first)));
    put(files(job, first) + "journal/1.bin");
    put(files(job, first) + "journal/never-announced.bin");
    put(files(job, first) + "previews/000000.png");
    publish(
        job,
        JobEvent.newBuilder()
            .setStepsCommitted(
                StepsCommitted.newBuilder()
                    .setAttempt(first)
                    .setSegment(
                        JournalSegmentReference.newBuilder()
                            .setKey(files(job, first) + "journal/1.bin")
                            .setFirstStep(1)
                            .setLastStep(10))
                    .addFiles(
                        JobFileReference.newBuilder()
                            .setName("previews/000000.png")
                            .setKey(files(job, first) + "previews/000000.png"))));
    publish(job, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("b")));
    put(files(job, "b") + "losses.csv");
    put(files(job, "b") + "embedding.safetensors");
    put(files(job, "b") + "provenance.json");
    succeed(job, files(job, "b"));
    return job;
  }

  private void succeed(String job, String prefix) {
    var shown =
        concepts.await(
            tenant + "/concepts/my-mug",
            concept ->
                concept.filter(of -> of.getConcept().getTrainingJob().equals(job)).isPresent());
    publish(
        job,
        JobEvent.newBuilder()
            .setSucceeded(
                Succeeded.newBuilder()
                    .setAttempt("b")
                    .setTraining(
                        TrainingResult.newBuilder()
                            .setEmbeddingKey(prefix + "embedding.safetensors")
                            .setProvenanceKey(prefix + "provenance.json"))));
    Optional<?> published = shown.orTimeout(30, TimeUnit.SECONDS).join();
    assertTrue(published.isPresent());
  }

  private void awaitNothingUnder(String prefix) throws Exception {
    awaitUnder(prefix, List.of());
  }

  private zoodip.v1.Concept concept() {
    return client
        .concepts()
        .getConcept(GetConceptRequest.newBuilder().setName(tenant + "/concepts/my-mug").build());
  }

  private void deleteJob(String job) {
    Empty unused =
        client
            .trainingJobs()
            .deleteTrainingJob(DeleteTrainingJobRequest.newBuilder().setName(job).build());
  }

  private void deleteConcept() {
    Empty unused =
        client
            .concepts()
            .deleteConcept(
                DeleteConceptRequest.newBuilder().setName(tenant + "/concepts/my-mug").build());
  }

  private void deleteSubject(String subject) {
    Empty unused =
        client.subjects().deleteSubject(DeleteSubjectRequest.newBuilder().setName(subject).build());
  }

  private void put(String key) {
    storage.put(key, new byte[] {1}, "application/octet-stream");
  }

  private static String files(String job, String attempt) {
    return job.replace("trainingJobs", "jobs") + "/attempts/" + attempt + "/";
  }
}
