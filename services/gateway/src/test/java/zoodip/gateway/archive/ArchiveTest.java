package zoodip.gateway.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.Failed;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobFileReference;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.concepts.ZerothTraining;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.JobError;
import zoodip.v1.JobState;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;
import zoodip.v1.VerifyConceptRequest;

/** Jobs that have ended, in a gateway that archives them at once. */
@QuarkusTest
@TestProfile(ArchiveTest.Archiving.class)
class ArchiveTest extends GatewayTestBase {
  private static final int LARGEST_RECORD = 2_000;
  private static final int STEPS = 60;

  public static final class Archiving implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.archive.enabled", "true", "gateway.archive.interval", "PT0.05S");
    }
  }

  @Inject JobView jobs;

  @Test
  void aLearnedConceptsTrainingIsShownAndVerifiedAsBefore() throws Exception {
    TrainingJob job = createTraining();
    JobRecord before = jobs.get(job.getName()).orElseThrow();

    new ZerothTraining(storage, this::publish, before).train();

    JobRecord record = archived(job.getName());
    assertSmall(record);
    assertEquals(1, record.getSegmentsCount());
    TrainingJob shown = get(job.getName());
    assertEquals(prompts(), shown.getEvaluation().getPromptsList());
    assertEquals(job.getSettings(), shown.getSettings());
    assertTrue(shown.getFilesList().contains("embedding.safetensors"));
    assertTrue(
        client
            .concepts()
            .verifyConcept(VerifyConceptRequest.newBuilder().setName(shown.getConcept()).build())
            .getVerified());
  }

  @Test
  void itsSegmentsAreOneObjectAndTheOthersAreGone() throws Exception {
    TrainingJob job = createTraining();
    new ZerothTraining(storage, this::publish, jobs.get(job.getName()).orElseThrow()).train();
    ResourceName name = ResourceName.parse(job.getName());

    JobRecord record = archived(job.getName());

    String journal = record.getSegments(0).getKey();
    assertEquals(ObjectKeys.archive(name, record.getRevision() - 1) + "journal.bin", journal);
    await(
        () -> "segments of the attempt: " + storage.list(ObjectKeys.attempts(name)),
        () ->
            storage.list(ObjectKeys.attempts(name)).stream()
                .noneMatch(key -> key.contains("/journal/")));
  }

  @Test
  void manyFilesAndLongTextsComeBackWhole() throws Exception {
    TrainingJob job = createTraining();
    publish(job.getName(), JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    List<String> names = IntStream.range(0, 200).mapToObj("previews/%06d.png"::formatted).toList();
    commit(job.getName(), names);
    String message = "it does not work, ".repeat(100);
    publish(
        job.getName(),
        JobEvent.newBuilder()
            .setFailed(
                Failed.newBuilder()
                    .setAttempt("a")
                    .setError(JobError.newBuilder().setMessage(message))));

    JobRecord record = archived(job.getName());

    assertSmall(record);
    assertTrue(record.getError().getMessage().length() < message.length());
    TrainingJob shown = get(job.getName());
    assertEquals(names, shown.getFilesList());
    assertEquals(message, shown.getError().getMessage());
    assertEquals(JobState.JOB_STATE_FAILED, listed().getState());
  }

  @Test
  void aJobThatNobodyBeganIsArchivedToo() throws Exception {
    TrainingJob job = createTraining();
    var unused =
        client
            .trainingJobs()
            .cancelTrainingJob(
                CancelTrainingJobRequest.newBuilder().setName(job.getName()).build());

    assertSmall(archived(job.getName()));
    assertEquals(prompts(), get(job.getName()).getEvaluation().getPromptsList());
  }

  @Test
  void anEvaluationIsShownAsBefore() throws Exception {
    String subject = subjectWithPhotos();
    Evaluation evaluation =
        client
            .evaluations()
            .createEvaluation(
                CreateEvaluationRequest.newBuilder()
                    .setParent(tenant)
                    .setEvaluation(
                        Evaluation.newBuilder()
                            .setSubject(subject)
                            .setModel(MODEL)
                            .setSettings(EvaluationSettings.newBuilder().addAllPrompts(prompts())))
                    .build());
    publish(
        evaluation.getName(),
        JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    publish(
        evaluation.getName(),
        JobEvent.newBuilder()
            .setFailed(
                Failed.newBuilder().setAttempt("a").setError(JobError.getDefaultInstance())));

    assertSmall(archived(evaluation.getName()));
    Evaluation shown =
        client
            .evaluations()
            .getEvaluation(GetEvaluationRequest.newBuilder().setName(evaluation.getName()).build());
    assertEquals(evaluation.getSettings(), shown.getSettings());
  }

  @Test
  void aJobWhoseJournalIsDamagedStaysAsItIs() throws Exception {
    TrainingJob job = createTraining();
    publish(job.getName(), JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    for (int step = 1; step <= 2; step++) {
      var segment =
          JournalSegmentReference.newBuilder()
              .setKey(tenant + "/no-such-object-" + step)
              .setFirstStep(step)
              .setLastStep(step);
      publish(
          job.getName(),
          JobEvent.newBuilder()
              .setStepsCommitted(StepsCommitted.newBuilder().setAttempt("a").setSegment(segment)));
    }
    publish(
        job.getName(),
        JobEvent.newBuilder()
            .setFailed(
                Failed.newBuilder().setAttempt("a").setError(JobError.getDefaultInstance())));
    TrainingJob other = createTraining();
    var unused =
        client
            .trainingJobs()
            .cancelTrainingJob(
                CancelTrainingJobRequest.newBuilder().setName(other.getName()).build());

    JobRecord whole = archived(other.getName());

    assertTrue(whole.hasArchive());
    assertFalse(jobs.get(job.getName()).orElseThrow().hasArchive());
    assertEquals(2, jobs.get(job.getName()).orElseThrow().getSegmentsCount());
  }

  /** With an evaluation of many prompts, of five photos with long captions. */
  private TrainingJob createTraining() {
    var request = training(subjectWithPhotos());
    request
        .getTrainingJobBuilder()
        .setSettings(TrainingSettings.newBuilder().setSteps(STEPS))
        .setEvaluation(EvaluationSettings.newBuilder().addAllPrompts(prompts()));
    return client.trainingJobs().createTrainingJob(request.build());
  }

  private String subjectWithPhotos() {
    String name = createSubject("my-mug-" + System.nanoTime()).getName();
    for (int i = 1; i <= 5; i++) {
      client.upload(
          name,
          new GatewayClient.Upload(
              i + ".png", "a photo of a {} " + "on a wooden table ".repeat(5), png(i)));
    }
    return name;
  }

  private static List<String> prompts() {
    return IntStream.range(0, 60).mapToObj(i -> "a {0} {1} in the snow, number " + i).toList();
  }

  private void commit(String job, List<String> files) {
    StepsCommitted.Builder committed = StepsCommitted.newBuilder().setAttempt("a");
    for (String name : files) {
      committed.addFiles(
          JobFileReference.newBuilder()
              .setName(name)
              .setKey(ObjectKeys.jobFile(ResourceName.parse(job), "a", name)));
    }
    publish(job, JobEvent.newBuilder().setStepsCommitted(committed));
  }

  private JobRecord archived(String job) {
    return GatewayClient.get(
            jobs.await(job, record -> record.filter(JobRecord::hasArchive).isPresent()))
        .orElseThrow();
  }

  private static void assertSmall(JobRecord record) {
    int size = record.getSerializedSize();
    assertTrue(size <= LARGEST_RECORD, () -> size + " bytes: " + record);
  }

  private TrainingJob get(String job) {
    return client
        .trainingJobs()
        .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(job).build());
  }

  private TrainingJob listed() {
    return client
        .trainingJobs()
        .listTrainingJobs(ListTrainingJobsRequest.newBuilder().setParent(tenant).build())
        .getTrainingJobs(0);
  }
}
