package zoodip.gateway.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.EmbeddedKafka;
import zoodip.embedded.EmbeddedStorage;
import zoodip.embedded.Ports;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.TestModels;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.JobState;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;
import zoodip.v1.WatchTrainingJobRequest;
import zoodip.v1.WatchTrainingJobResponse;

/** Packaged gateways that end, are killed, and work side by side. */
class GatewayRestartIT {
  private static final String TENANT = "tenants/acme";

  @TempDir Path folder;
  private final Ports ports = Ports.free();
  private EmbeddedStorage storage;
  private EmbeddedKafka kafka;
  private Map<String, String> settings;

  @BeforeEach
  void start() {
    storage = EmbeddedStorage.start(folder.resolve("objects"), ports.storage());
    startKafka();
    settings = new HashMap<>();
    settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    settings.put("storage.endpoint", storage.endpoint().toString());
    settings.put("storage.access-key", storage.accessKey());
    settings.put("storage.secret-key", storage.secretKey());
    settings.put("gateway.fold.session-timeout", "PT2S");
    settings.put("gateway.fold.state-dir", folder.resolve("streams").toString());
  }

  @AfterEach
  void stop() {
    kafka.close();
    storage.close();
  }

  private void startKafka() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), ports);
  }

  @Test
  void whatWasAnsweredIsThereAfterAnEndAndAfterADeath() {
    TrainingJob job;
    Subject subject;
    // one that ends in good order is not waited for, however long a dead one would be
    try (GatewayProcess first = new GatewayProcess(with("gateway.fold.session-timeout", "PT5M"));
        GatewayClient client = new GatewayClient(first.grpcPort())) {
      TestModels.publish(settings);
      subject = subject(client);
      job = create(client, subject, "r1");
      assertTrue(first.stop() == 143 || first.stop() == 0, "it ends in good order");
    }
    try (GatewayProcess second = new GatewayProcess(settings);
        GatewayClient client = new GatewayClient(second.grpcPort())) {
      assertEquals(job, get(client, job));
      assertEquals(subject, get(client, subject));
      assertEquals(job, create(client, subject, "r1"));
      job = cancel(client, job);
      second.kill();
    }
    try (GatewayProcess third = new GatewayProcess(settings);
        GatewayClient client = new GatewayClient(third.grpcPort())) {
      assertEquals(JobState.JOB_STATE_CANCELLED, get(client, job).getState());
      TrainingJob another = create(client, subject, "r2");
      assertEquals(JobState.JOB_STATE_CANCELLED, cancel(client, another).getState());
    }
  }

  @Test
  void createsThatKafkaMissedAreSafelyRepeated() {
    settings.put("gateway.calls.apply-timeout", "PT2S");
    try (GatewayProcess gateway = new GatewayProcess(settings);
        GatewayClient client = new GatewayClient(gateway.grpcPort())) {
      TestModels.publish(settings);
      Subject subject = subject(client);
      kafka.close();

      comeBackLater(() -> create(client, subject, "r1"));
      comeBackLater(() -> evaluate(client, subject, "r2"));

      startKafka();
      TrainingJob job = repeated(() -> create(client, subject, "r1"));
      assertEquals(job, get(client, job));
      assertEquals(
          List.of(job),
          client
              .trainingJobs()
              .listTrainingJobs(ListTrainingJobsRequest.newBuilder().setParent(TENANT).build())
              .getTrainingJobsList());
      Evaluation evaluation = repeated(() -> evaluate(client, subject, "r2"));
      assertEquals(
          List.of(evaluation),
          client
              .evaluations()
              .listEvaluations(ListEvaluationsRequest.newBuilder().setParent(TENANT).build())
              .getEvaluationsList());
    }
  }

  @Test
  void watchersAreToldWhenTheGatewayEnds() {
    try (GatewayProcess gateway = new GatewayProcess(settings);
        GatewayClient client = new GatewayClient(gateway.grpcPort())) {
      TestModels.publish(settings);
      TrainingJob job = create(client, subject(client), "r1");
      Iterator<WatchTrainingJobResponse> watch =
          client
              .trainingJobs()
              .watchTrainingJob(
                  WatchTrainingJobRequest.newBuilder().setName(job.getName()).build());
      watch.next();

      gateway.stop();

      var error =
          assertThrows(StatusRuntimeException.class, () -> watch.forEachRemaining(any -> {}));
      assertEquals("BACKEND_UNAVAILABLE", GatewayClient.reason(error));
    }
  }

  @Test
  void replicasMakeOneJobOfOneRequest() {
    settings.remove("gateway.fold.state-dir");
    try (GatewayProcess one = new GatewayProcess(settings);
        GatewayProcess other = new GatewayProcess(settings);
        GatewayClient client = new GatewayClient(one.grpcPort());
        GatewayClient otherClient = new GatewayClient(other.grpcPort())) {
      TestModels.publish(settings);
      Subject subject = subject(client);
      List<CompletableFuture<TrainingJob>> answers =
          IntStream.range(0, 25)
              .boxed()
              .flatMap(i -> Stream.of(client, otherClient))
              .map(each -> CompletableFuture.supplyAsync(() -> create(each, subject, "r1")))
              .toList();

      assertEquals(
          1,
          answers.stream()
              .map(GatewayClient::get)
              .map(job -> job.getName() + job.getSeed())
              .distinct()
              .count());
    }
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(name, value);
    return changed;
  }

  private static void comeBackLater(Executable call) {
    var error = assertThrows(StatusRuntimeException.class, call);
    assertEquals("BACKEND_UNAVAILABLE", GatewayClient.reason(error));
    assertTrue(GatewayClient.detail(error, RetryInfo.class).getRetryDelay().getSeconds() > 0);
  }

  /** As a client does that is told to come back. */
  private static <T> T repeated(Supplier<T> call) {
    for (int attempt = 0; attempt < 30; attempt++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        assertEquals("BACKEND_UNAVAILABLE", GatewayClient.reason(e));
      }
    }
    throw new AssertionError("Unavailable all the time");
  }

  private static Subject subject(GatewayClient client) {
    Subject subject =
        client
            .subjects()
            .createSubject(
                CreateSubjectRequest.newBuilder()
                    .setParent(TENANT)
                    .setSubjectId("my-mug")
                    .setSubject(Subject.newBuilder().setClassWord("mug"))
                    .build());
    return client.upload(
        subject.getName(), new GatewayClient.Upload("1.png", "", GatewayTestBase.png(1)));
  }

  private static TrainingJob create(GatewayClient client, Subject subject, String requestId) {
    return client
        .trainingJobs()
        .createTrainingJob(
            CreateTrainingJobRequest.newBuilder()
                .setParent(TENANT)
                .setRequestId(requestId)
                .setTrainingJob(
                    TrainingJob.newBuilder()
                        .setSubject(subject.getName())
                        .setModel("models/toybox"))
                .build());
  }

  private static Evaluation evaluate(GatewayClient client, Subject subject, String requestId) {
    return client
        .evaluations()
        .createEvaluation(
            CreateEvaluationRequest.newBuilder()
                .setParent(TENANT)
                .setRequestId(requestId)
                .setEvaluation(
                    Evaluation.newBuilder().setSubject(subject.getName()).setModel("models/toybox"))
                .build());
  }

  private static TrainingJob cancel(GatewayClient client, TrainingJob job) {
    return client
        .trainingJobs()
        .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(job.getName()).build());
  }

  private static TrainingJob get(GatewayClient client, TrainingJob job) {
    return client
        .trainingJobs()
        .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(job.getName()).build());
  }

  private static Subject get(GatewayClient client, Subject subject) {
    return client
        .subjects()
        .getSubject(GetSubjectRequest.newBuilder().setName(subject.getName()).build());
  }
}
