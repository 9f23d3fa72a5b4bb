package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.embedded.Ports;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JournalSegmentReference;
import zoodip.events.v1.StepsCommitted;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.Topics;
import zoodip.systemtests.MixedInstall.GatewayPorts;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.JobState;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/**
 * Gateways, trainers and evaluators of an earlier commit and of the present one, on one Kafka and
 * one object store. The earlier commit is one whose workers read the topic of all jobs, and whose
 * gateways know neither parts of jobs nor archives nor zoodip.jobs.v1.
 */
@NeedsEarlierBuild
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MixedVersionsIT {
  private static final int STEPS = 100;

  /** So many that a training is still going on when somebody has seen that it has begun. */
  private static final int DIRECTIONS = 12;

  /** So many that a training only ends when it is told to, however slow this machine is. */
  private static final int ENDLESS = 1_000_000;

  private static final List<String> EVALUATION_FILES =
      List.of("report.json", "contact-sheet.png", "scores.png");

  private static final Map<String, String> WHOLE_RECORDS =
      Map.of("gateway.fold.whole-records", "true");

  private static String undisturbed;

  @TempDir Path folder;

  private final GatewayPorts ports = GatewayPorts.free();

  @BeforeAll
  static void trainUndisturbed(@TempDir Path folder) throws Exception {
    GatewayPorts gateway = GatewayPorts.free();
    try (var install = new MixedInstall("undisturbed", folder)) {
      install.gateway(ServiceVersion.PRESENT, gateway);
      install.trainer(ServiceVersion.PRESENT, gateway);
      Api api = install.api(gateway);
      undisturbed = succeeded(api.awaitEnd(create(api, install.subject(api), STEPS)));
    }
  }

  @Test
  void aTrainingGoesOnWhileTheGatewayIsReplaced() throws Exception {
    try (var install = new MixedInstall("replaced", folder)) {
      Api api = install.api(ports);
      App earlier = install.gateway(ServiceVersion.EARLIER, ports);
      install.trainer(ServiceVersion.EARLIER, ports);
      String job = create(api, install.subject(api), ENDLESS);
      api.await(job, now -> now.getProgress().getDone() > 0);

      earlier.terminate();
      install.gateway(ServiceVersion.PRESENT, ports);
      awaitFurther(install.api(ports), job);

      assertCancelledComplete(install, install.api(ports), job);
    }
  }

  @Test
  void whatGatewayAndTrainerBeganThoseAfterThemFinish() throws Exception {
    try (var install = new MixedInstall("both-replaced", folder)) {
      Api api = install.api(ports);
      App earlierGateway = install.gateway(ServiceVersion.EARLIER, ports);
      App earlierTrainer = install.trainer(ServiceVersion.EARLIER, ports);
      String job = create(api, install.subject(api), STEPS);
      api.await(job, now -> now.getProgress().getDone() > STEPS / 8);

      earlierTrainer.kill();
      earlierGateway.terminate();
      install.gateway(ServiceVersion.PRESENT, ports);
      install.trainer(ServiceVersion.PRESENT, ports);

      assertFinishedByTheSecond(install, install.api(ports), job);
    }
  }

  @ParameterizedTest
  @CsvSource({"EARLIER, PRESENT", "PRESENT, EARLIER"})
  void whatATrainerOfOneVersionBeganOneOfTheOtherFinishes(
      ServiceVersion first, ServiceVersion second) throws Exception {
    try (var install = new MixedInstall(first + "-then-" + second, folder)) {
      Api api = install.api(ports);
      install.gateway(ServiceVersion.PRESENT, ports);
      App begins = install.trainer(first, ports);
      String job = create(api, install.subject(api), STEPS);
      api.await(job, now -> now.getProgress().getDone() > STEPS / 8);
      begins.kill();
      install.trainer(second, ports);

      assertFinishedByTheSecond(install, api, job);
    }
  }

  @Test
  void photosThatThePresentGatewayStrippedAreTrainedOnThroughAnEarlierOne() throws Exception {
    try (var install = new MixedInstall("stripped", folder)) {
      Api api = install.api(ports);
      App present = install.gateway(ServiceVersion.PRESENT, ports);
      Subject subject = install.subject(api);
      present.terminate();
      install.gateway(ServiceVersion.EARLIER, ports);
      install.trainer(ServiceVersion.EARLIER, ports);

      TrainingJob ended = api.awaitEnd(create(api, subject, STEPS));

      assertEquals(undisturbed, succeeded(ended), ended::toString);
    }
  }

  @Test
  void besideAnEarlierGatewayATrainerTakesNoJobAndSaysWhatItMisses() throws Exception {
    int health = Ports.freePort();
    try (var install = new MixedInstall("no-gateway", folder)) {
      Api api = install.api(ports);
      App earlier = install.gateway(ServiceVersion.EARLIER, ports);
      String job = create(api, install.subject(api), 20);
      App trainer = install.trainer(ServiceVersion.PRESENT, ports, health);
      trainer.awaitLog("No gateway tells about jobs: zoodip.jobs.v1.JobRecords is UNKNOWN");
      trainer.awaitLog("has to be replaced first");

      String told = MixedInstall.awaitReadiness(health).replaceAll("\\s", "");
      assertTrue(told.startsWith("{\"status\":\"DOWN\""), told);
      assertTrue(told.contains("\"agatewaytellsaboutjobs\":false"), told);
      // several polls of a slot
      Thread.sleep(3000);
      assertEquals(JobState.JOB_STATE_QUEUED, api.job(job).getState());
      earlier.terminate();
      install.gateway(ServiceVersion.PRESENT, ports);

      TrainingJob ended = api.awaitEnd(job);
      MixedInstall.awaitReady(health);
      succeeded(ended);
      assertEquals(1, ended.getAttempts());
    }
  }

  @Test
  void gatewaysOfBothVersionsFoldInTurn() throws Exception {
    GatewayPorts besides = GatewayPorts.free();
    try (var install = new MixedInstall("rolling", folder)) {
      App earlier = install.gateway(ServiceVersion.EARLIER, ports);
      install.trainer(ServiceVersion.EARLIER, ports);
      Api api = install.api(ports);
      String job = create(api, install.subject(api), ENDLESS);
      api.await(job, now -> now.getProgress().getDone() > 0);

      App present = install.gateway(ServiceVersion.PRESENT, besides, WHOLE_RECORDS);
      MixedInstall.awaitReady(besides.http());
      earlier.terminate();
      awaitFurther(install.api(besides), job);
      App again = install.gateway(ServiceVersion.EARLIER, ports);
      MixedInstall.awaitReady(ports.http());
      present.terminate();
      awaitFurther(install.api(ports), job);
      install.gateway(ServiceVersion.PRESENT, besides, WHOLE_RECORDS);
      MixedInstall.awaitReady(besides.http());
      again.terminate();
      Api last = install.api(besides);
      awaitFurther(last, job);

      assertCancelledComplete(install, last, job);
    }
  }

  @Test
  void byWayOfWholeRecordsAnInstallGoesBackToTheEarlierVersion() throws Exception {
    try (var install = new MixedInstall("back", folder)) {
      Api api = install.api(ports);
      App present = install.gateway(ServiceVersion.PRESENT, ports);
      App begins = install.trainer(ServiceVersion.PRESENT, ports);
      String job = create(api, install.subject(api), STEPS);
      api.await(job, now -> now.getProgress().getDone() > STEPS / 8);
      begins.kill();
      present.terminate();

      App whole = install.gateway(ServiceVersion.PRESENT, ports, WHOLE_RECORDS);
      awaitWhole(install, job);
      whole.terminate();
      install.gateway(ServiceVersion.EARLIER, ports);
      install.trainer(ServiceVersion.EARLIER, ports);

      assertFinishedByTheSecond(install, install.api(ports), job);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobOfAMethodThatATrainerDoesNotKnowIsRefusedByName(ServiceVersion trainer)
      throws Exception {
    try (var install = new MixedInstall("unknown-method-" + trainer, folder)) {
      Api api = install.api(ports);
      install.gateway(ServiceVersion.PRESENT, ports);
      String known = create(api, install.subject(api), STEPS);
      String unknown = ofUnknownMethod(install, known);
      api.trainingJobs()
          .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(known).build());
      awaitShown(api, unknown);
      install.trainer(trainer, ports);

      TrainingJob ended = api.awaitEnd(unknown);

      assertEquals(JobState.JOB_STATE_FAILED, ended.getState(), ended::toString);
      assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, ended.getError().getReason());
      assertTrue(
          ended.getError().getMessage().contains("99, which this program does not know"),
          ended::toString);
      assertEquals(1, ended.getAttempts());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEvaluationThatAnEarlierEvaluatorFinishesIsReadByThePresentGateways(boolean wholeRecords)
      throws Exception {
    GatewayPorts besides = GatewayPorts.free();
    Map<String, String> settings =
        Map.of("gateway.fold.whole-records", String.valueOf(wholeRecords));
    try (var install = new MixedInstall("earlier-evaluator-" + wholeRecords, folder)) {
      install.gateway(ServiceVersion.PRESENT, ports, settings);
      install.gateway(ServiceVersion.PRESENT, besides, settings);
      install.inference();
      install.trainer(ServiceVersion.PRESENT, ports);
      App earlier = install.evaluator(ServiceVersion.EARLIER, ports);
      Api api = install.api(ports);
      TrainingJob job = api.awaitEnd(createWithEvaluation(api, install.subject(api)));
      succeeded(job);

      Evaluation evaluation = api.awaitEvaluation(job.getEvaluationJob());

      assertEquals(JobState.JOB_STATE_SUCCEEDED, evaluation.getState(), evaluation::toString);
      assertEquals(1, evaluation.getAttempts());
      assertTrue(
          evaluation.getFilesList().containsAll(EVALUATION_FILES),
          evaluation.getFilesList()::toString);
      Api other = install.api(besides);
      assertEquals(evaluation, other.awaitEvaluation(evaluation.getName()));
      if (!wholeRecords) {
        awaitArchived(install, evaluation.getName());
        assertEquals(evaluation, other.evaluation(evaluation.getName()));
      }
      earlier.terminate();
      install.evaluator(ServiceVersion.PRESENT, ports);
      Evaluation again = api.awaitEvaluation(api.evaluate(alike(evaluation)).getName());
      assertEquals(evaluation.getScores(), again.getScores(), again::toString);
      assertEquals(evaluation.getPromptScoresList(), again.getPromptScoresList());
    }
  }

  private static String createWithEvaluation(Api api, Subject subject) {
    CreateTrainingJobRequest.Builder training = api.training(subject, "scored", 20).toBuilder();
    training
        .getTrainingJobBuilder()
        .getEvaluationBuilder()
        .addPrompts("a {0} {1} in the snow")
        .addPrompts("a {0} {1} on the beach")
        .setImagesPerPrompt(2)
        .getGenerationBuilder()
        .setSteps(5);
    return api.create(training.build()).getName();
  }

  private static Evaluation alike(Evaluation evaluation) {
    return Evaluation.newBuilder()
        .setSubject(evaluation.getSubject())
        .setModel(evaluation.getModel())
        .setConcept(evaluation.getConcept())
        .setSettings(evaluation.getSettings())
        .build();
  }

  private static void awaitArchived(MixedInstall install, String job) throws InterruptedException {
    JobTopics topics = new JobTopics(install.cluster().kafka());
    while (topics.events(job).stream().noneMatch(JobEvent::hasArchived)) {
      Thread.sleep(100);
    }
  }

  private static String create(Api api, Subject subject, int steps) {
    CreateTrainingJobRequest.Builder training = api.training(subject, "mixed", steps).toBuilder();
    training.getTrainingJobBuilder().getSettingsBuilder().setDirections(DIRECTIONS);
    return api.create(training.build()).getName();
  }

  /** Accepts a job that is like another one but for its method, which nobody knows yet. */
  private static String ofUnknownMethod(MixedInstall install, String known) throws Exception {
    JobEvent.Builder accepted =
        new JobTopics(install.cluster().kafka()).events(known).get(0).toBuilder();
    accepted
        .getAcceptedBuilder()
        .getSpecBuilder()
        .getTrainingBuilder()
        .getSettingsBuilder()
        .setMethodValue(99);
    String name = known + "-of-tomorrow";
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", install.cluster().kafka().bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new EventEnvelope("/gateway").record(Topics.JOB_EVENTS, name, accepted.build()))
          .get();
    }
    return name;
  }

  private static void awaitShown(Api api, String job) throws InterruptedException {
    var all = ListTrainingJobsRequest.newBuilder().setParent(api.parent()).build();
    while (api.trainingJobs().listTrainingJobs(all).getTrainingJobsList().stream()
        .noneMatch(shown -> shown.getName().equals(job))) {
      Thread.sleep(50);
    }
  }

  private static void awaitFurther(Api api, String job) {
    int before = api.job(job).getProgress().getDone();
    TrainingJob further = api.await(job, now -> now.getProgress().getDone() > before);
    assertEquals(JobState.JOB_STATE_RUNNING, further.getState(), further::toString);
  }

  /** Waits until the topic of jobs shows all segments that were committed: nobody adds more. */
  private static void awaitWhole(MixedInstall install, String job) throws InterruptedException {
    JobTopics topics = new JobTopics(install.cluster().kafka());
    while (!last(topics.states(job)).getSegmentsList().equals(segments(install, job))) {
      Thread.sleep(100);
    }
  }

  /** That the job stops when told to, and its record has all that its only attempt committed. */
  private static void assertCancelledComplete(MixedInstall install, Api api, String job) {
    api.trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job).build());
    TrainingJob ended = api.awaitEnd(job);
    assertEquals(JobState.JOB_STATE_CANCELLED, ended.getState(), ended::toString);
    assertEquals(1, ended.getAttempts());
    List<JournalSegmentReference> committed = segments(install, job);
    assertEquals(
        committed,
        new JobTopics(install.cluster().kafka())
            .states(job).stream()
                .filter(record -> record.getState() == JobState.JOB_STATE_CANCELLED)
                .findFirst()
                .orElseThrow()
                .getSegmentsList());
    assertEquals(ended.getProgress().getDone(), last(committed).getLastStep());
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }

  private static String succeeded(TrainingJob ended) {
    assertEquals(JobState.JOB_STATE_SUCCEEDED, ended.getState(), ended::toString);
    return ended.getEmbeddingSha256();
  }

  private static void assertFinishedByTheSecond(MixedInstall install, Api api, String job) {
    TrainingJob ended = api.awaitEnd(job);
    assertEquals(undisturbed, succeeded(ended), ended::toString);
    assertEquals(2, ended.getAttempts());
    assertVerified(api, ended, STEPS);
    List<Integer> begins =
        segments(install, job).stream().map(JournalSegmentReference::getFirstStep).toList();
    // the second went on, and did not begin anew
    assertEquals(1, Collections.frequency(begins, 1), begins::toString);
  }

  /** That the journal which the gateway knows has each step, and leads to what was published. */
  private static void assertVerified(Api api, TrainingJob job, int steps) {
    VerifyConceptResponse answer =
        api.concepts()
            .verifyConcept(VerifyConceptRequest.newBuilder().setName(job.getConcept()).build());
    assertTrue(answer.getVerified(), answer::toString);
    assertEquals(job.getEmbeddingSha256(), answer.getReplayedSha256());
    assertEquals(steps, answer.getSteps());
  }

  private static List<JournalSegmentReference> segments(MixedInstall install, String job) {
    List<JournalSegmentReference> segments = new ArrayList<>();
    for (JobEvent event : new JobTopics(install.cluster().kafka()).events(job)) {
      StepsCommitted committed = event.getStepsCommitted();
      if (committed.hasSegment()) {
        segments.add(committed.getSegment());
      }
    }
    return segments;
  }
}
