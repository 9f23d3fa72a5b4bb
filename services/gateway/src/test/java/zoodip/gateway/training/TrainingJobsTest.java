package zoodip.gateway.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static zoodip.v1.JobState.JOB_STATE_CANCELLED;
import static zoodip.v1.JobState.JOB_STATE_QUEUED;
import static zoodip.v1.JobState.JOB_STATE_RUNNING;
import static zoodip.v1.JobState.JOB_STATE_SUCCEEDED;

import com.google.rpc.BadRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.Started;
import zoodip.events.v1.StepsCommitted;
import zoodip.events.v1.Succeeded;
import zoodip.events.v1.TrainingResult;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.JobProgress;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.Precision;
import zoodip.v1.TrainingJob;
import zoodip.v1.TrainingSettings;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

@QuarkusTest
class TrainingJobsTest extends GatewayTestBase {
  @Test
  void aCreatedTrainingIsReadableAtOnceWithEverythingResolved() {
    String subject = subjectWithPhoto("my-mug");

    TrainingJob created = createTraining(subject);

    assertEquals(created, get(created.getName()));
    assertEquals(JOB_STATE_QUEUED, created.getState());
    assertEquals("my-mug", created.getConceptId());
    assertEquals("mug", created.getInitializer());
    assertEquals(1500, created.getSettings().getSteps());
    assertEquals(64, created.getSettings().getResolution());
    assertEquals(900, created.getSettings().getTimestepHigh());
    assertEquals(Precision.PRECISION_INT8, created.getPrecision());
    assertTrue(created.hasSeed());
  }

  @Test
  void fiftyCreatesWithOneRequestIdMakeOneJob() {
    CreateTrainingJobRequest request =
        training(subjectWithPhoto("my-mug")).setRequestId("r1").build();

    List<CompletableFuture<TrainingJob>> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> client.trainingJobs().createTrainingJob(request)))
            .toList();

    Set<String> names = new HashSet<>();
    Set<Long> seeds = new HashSet<>();
    for (CompletableFuture<TrainingJob> answer : answers) {
      TrainingJob job = GatewayClient.get(answer);
      names.add(job.getName());
      seeds.add(job.getSeed());
    }
    assertEquals(1, names.size());
    assertEquals(1, seeds.size());
    assertEquals(1, list("").size());
  }

  @Test
  void aRetryFindsTheJobAlsoWhenItsSubjectIsGone() {
    String subject = subjectWithPhoto("my-mug");
    CreateTrainingJobRequest request = training(subject).setRequestId("r1").build();
    TrainingJob first = client.trainingJobs().createTrainingJob(request);
    client
        .subjects()
        .deleteSubject(zoodip.v1.DeleteSubjectRequest.newBuilder().setName(subject).build());

    assertEquals(first.getName(), client.trainingJobs().createTrainingJob(request).getName());
  }

  @Test
  void aRequestIdServesOneSetOfContents() {
    CreateTrainingJobRequest.Builder request =
        training(subjectWithPhoto("my-mug")).setRequestId("r1");
    client.trainingJobs().createTrainingJob(request.build());
    request.getTrainingJobBuilder().setConceptId("other");

    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> client.trainingJobs().createTrainingJob(request.build()));
  }

  @Test
  void createsWithoutARequestIdMakeJobsOfTheirOwn() {
    String subject = subjectWithPhoto("my-mug");

    assertNotEquals(createTraining(subject).getName(), createTraining(subject).getName());
  }

  @Test
  void validateOnlyResolvesEverythingAndMakesNothing() {
    var request = training(subjectWithPhoto("my-mug")).setValidateOnly(true).build();

    TrainingJob shown = client.trainingJobs().createTrainingJob(request);

    assertEquals(1500, shown.getSettings().getSteps());
    assertEquals(List.of(), list(""));
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    String subject = subjectWithPhoto("my-mug");
    String empty = createSubject("empty").getName();

    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> createTraining(tenant + "/subjects/none"));
    refused(ErrorReason.ERROR_REASON_PHOTO_COUNT, () -> createTraining(empty));
    refused(
        ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
        () -> create(subject, TrainingJob.newBuilder().setModel("models/none")));
    refused(
        ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
        () -> create(subject, TrainingJob.newBuilder().setModel("models/toybox-clip")));
    refused(
        ErrorReason.ERROR_REASON_UNKNOWN_PRESET,
        () -> create(subject, TrainingJob.newBuilder().setPreset("sd99")));
    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> createTraining("tenants/other/subjects/my-mug"));
  }

  @Test
  void settingsThatCannotWorkNameTheirFields() {
    String subject = subjectWithPhoto("my-mug");
    TrainingSettings settings =
        TrainingSettings.newBuilder()
            .setHistory(64)
            .setResolution(66)
            .setTimestepLow(900)
            .setTimestepHigh(900)
            .build();

    var error =
        refused(
            ErrorReason.ERROR_REASON_BAD_SETTINGS,
            () -> create(subject, TrainingJob.newBuilder().setSettings(settings)));

    assertEquals(
        List.of(
            "training_job.settings.resolution",
            "training_job.settings.timestep_low",
            "training_job.settings.history"),
        GatewayClient.detail(error, BadRequest.class).getFieldViolationsList().stream()
            .map(BadRequest.FieldViolation::getField)
            .toList());
  }

  @Test
  void aQueuedJobIsCancelledAtOnce() {
    TrainingJob job = createTraining(subjectWithPhoto("my-mug"));

    TrainingJob cancelled =
        client
            .trainingJobs()
            .cancelTrainingJob(
                CancelTrainingJobRequest.newBuilder()
                    .setName(job.getName())
                    .setReason("changed my mind")
                    .build());

    assertEquals(JOB_STATE_CANCELLED, cancelled.getState());
    assertEquals("changed my mind", cancelled.getCancelReason());
    assertEquals(cancelled, get(job.getName()));
    assertEquals(cancelled, cancel(job.getName()));
  }

  @Test
  void aRunningJobIsAskedToStop() {
    String job = running();

    TrainingJob asked = cancel(job);

    assertEquals(JOB_STATE_RUNNING, asked.getState());
    assertTrue(asked.getCancelRequested());
  }

  @Test
  void aJobIsDeletedOnceItHasEndedButForItsConcept() throws Exception {
    String job = running();
    String prefix = job.replace("trainingJobs", "jobs") + "/attempts/a/";
    storage.put(prefix + "journal/1.bin", new byte[] {1}, "application/octet-stream");
    storage.put(prefix + "embedding.safetensors", new byte[] {2}, "application/octet-stream");
    refused(ErrorReason.ERROR_REASON_JOB_NOT_ENDED, () -> delete(job));
    succeed(job, prefix + "embedding.safetensors");

    delete(job);

    refused(ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND, () -> get(job));
    refused(ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND, () -> delete(job));
    awaitUnder(prefix, List.of(prefix + "embedding.safetensors"));
  }

  @Test
  void listsAreFilteredByStateAndSubject() {
    String mug = subjectWithPhoto("my-mug");
    String car = subjectWithPhoto("my-car");
    String first = createTraining(mug).getName();
    String second = createTraining(car).getName();
    cancel(first);

    assertEquals(List.of(second, first), list(""));
    assertEquals(List.of(first), list("state = CANCELLED"));
    assertEquals(List.of(second), list("subject = \"" + car + "\" AND state = QUEUED"));
    assertEquals(List.of(second), list("concept = my-car"));
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> list("colour = red"));
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> list("state = SLEEPING"));
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> list("state = QUEUED AND "));
  }

  @Test
  void aPageTokenOfAnotherFilterIsRefused() {
    String subject = subjectWithPhoto("my-mug");
    createTraining(subject);
    createTraining(subject);
    var request = ListTrainingJobsRequest.newBuilder().setParent(tenant).setPageSize(1);
    String token = client.trainingJobs().listTrainingJobs(request.build()).getNextPageToken();

    assertEquals(
        1,
        client
            .trainingJobs()
            .listTrainingJobs(request.setPageToken(token).build())
            .getTrainingJobsCount());
    refused(
        ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
        () ->
            client
                .trainingJobs()
                .listTrainingJobs(request.setPageToken(token).setFilter("state = QUEUED").build()));
  }

  @Test
  void aWatchShowsTheJobNowAndToItsEnd() {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    Iterator<WatchTrainingJobResponse> watch = watch(job, "");
    assertEquals(JOB_STATE_QUEUED, nextChange(watch).getTrainingJob().getState());

    start(job);
    assertEquals(JOB_STATE_RUNNING, nextChange(watch).getTrainingJob().getState());
    succeed(job, "somewhere");

    WatchTrainingJobResponse last = nextChange(watch);
    assertEquals(JOB_STATE_SUCCEEDED, last.getTrainingJob().getState());
    assertEquals(tenant + "/concepts/my-mug", last.getTrainingJob().getConcept());
    assertFalse(watch.hasNext());
  }

  @Test
  void aWatchGoesOnAfterWhatItsTokenShowed() {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    String token = nextChange(watch(job, "")).getResumeToken();

    Iterator<WatchTrainingJobResponse> resumed = watch(job, token);
    start(job);

    assertEquals(JOB_STATE_RUNNING, nextChange(resumed).getTrainingJob().getState());
  }

  @Test
  void aQuietWatchShowsThatItLives() {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    Iterator<WatchTrainingJobResponse> watch = watch(job, "");
    WatchTrainingJobResponse first = nextChange(watch);

    WatchTrainingJobResponse heartbeat = watch.next();

    assertFalse(heartbeat.hasTrainingJob());
    assertEquals(first.getResumeToken(), heartbeat.getResumeToken());
  }

  @Test
  void aWatchNeedsAJobAndATokenOfIt() {
    refused(
        ErrorReason.ERROR_REASON_TRAINING_JOB_NOT_FOUND,
        () -> watch(tenant + "/trainingJobs/none", "").hasNext());
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> watch(job, "no token").hasNext());
  }

  @Test
  void aSucceededTrainingQueuesTheEvaluationThatItAskedFor() {
    var request = training(subjectWithPhoto("my-mug"));
    request
        .getTrainingJobBuilder()
        .setEvaluation(EvaluationSettings.newBuilder().setPromptSet("toybox"));
    TrainingJob job = client.trainingJobs().createTrainingJob(request.build());
    assertEquals(25, job.getEvaluation().getPromptsCount());
    assertEquals(64, job.getEvaluation().getGeneration().getWidth());
    start(job.getName());
    succeed(job.getName(), "somewhere");

    String evaluation = get(job.getName()).getEvaluationJob();

    assertTrue(evaluation.startsWith(tenant + "/evaluations/"), evaluation);
  }

  private String running() {
    String job = createTraining(subjectWithPhoto("my-mug")).getName();
    start(job);
    return job;
  }

  private void start(String job) {
    publish(job, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    publish(
        job,
        JobEvent.newBuilder()
            .setStepsCommitted(
                StepsCommitted.newBuilder()
                    .setAttempt("none")
                    .setProgress(JobProgress.newBuilder().setDone(1))));
  }

  private void succeed(String job, String embedding) {
    publish(
        job,
        JobEvent.newBuilder()
            .setSucceeded(
                Succeeded.newBuilder()
                    .setAttempt("a")
                    .setTraining(TrainingResult.newBuilder().setEmbeddingKey(embedding))));
  }

  private TrainingJob create(String subject, TrainingJob.Builder job) {
    CreateTrainingJobRequest.Builder request = training(subject);
    request.getTrainingJobBuilder().mergeFrom(job.build());
    return client.trainingJobs().createTrainingJob(request.build());
  }

  private TrainingJob get(String name) {
    return client
        .trainingJobs()
        .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(name).build());
  }

  private TrainingJob cancel(String name) {
    return client
        .trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(name).build());
  }

  private void delete(String name) {
    var unused =
        client
            .trainingJobs()
            .deleteTrainingJob(DeleteTrainingJobRequest.newBuilder().setName(name).build());
  }

  private List<String> list(String filter) {
    List<String> names = new ArrayList<>();
    client
        .trainingJobs()
        .listTrainingJobs(
            ListTrainingJobsRequest.newBuilder().setParent(tenant).setFilter(filter).build())
        .getTrainingJobsList()
        .forEach(job -> names.add(job.getName()));
    return names;
  }

  private Iterator<WatchTrainingJobResponse> watch(String job, String token) {
    return client
        .trainingJobs()
        .watchTrainingJob(
            WatchTrainingJobRequest.newBuilder().setName(job).setResumeToken(token).build());
  }

  private static WatchTrainingJobResponse nextChange(Iterator<WatchTrainingJobResponse> watch) {
    WatchTrainingJobResponse next = watch.next();
    while (!next.hasTrainingJob()) {
      next = watch.next();
    }
    return next;
  }
}
