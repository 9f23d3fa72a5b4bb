package zoodip.gateway.restart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.embedded.Cluster;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.TestModels;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.JobState;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** Packaged gateways that end, are killed, and work side by side. */
class GatewayRestartIT {
  private static final String TENANT = "tenants/acme";

  @TempDir Path folder;
  private Cluster cluster;
  private Map<String, String> settings;

  @BeforeEach
  void start() {
    cluster = Cluster.start(folder);
    settings = new HashMap<>(cluster.settings());
    settings.put("gateway.fold.session-timeout", "PT2S");
    settings.put("gateway.fold.state-dir", folder.resolve("streams").toString());
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void whatWasAnsweredIsThereAfterAnEndAndAfterADeath() {
    TrainingJob job;
    Subject subject;
    try (GatewayProcess first = new GatewayProcess(settings);
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
