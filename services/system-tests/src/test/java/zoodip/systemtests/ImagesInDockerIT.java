package zoodip.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.Evaluation;
import zoodip.v1.JobState;
import zoodip.v1.TrainingJob;

/** The four images beside Kafka and MinIO in containers: photos become a concept and a score. */
@Timeout(900)
@NeedsImages(NeedsImages.Runner.DOCKER)
class ImagesInDockerIT {
  private static final String KAFKA = "apache/kafka:4.3.1";
  private static final String MINIO = "minio/minio:RELEASE.2025-04-22T22-12-26Z";
  private static final int GATEWAY_GRPC = 9001;
  private static final ImagePullPolicy NEVER = image -> false;

  @TempDir private Path folder;

  @Test
  void photosBecomeAConceptAndAScore() throws Exception {
    try (Network network = Network.newNetwork();
        KafkaContainer kafka = kafka(network);
        MinIOContainer minio =
            new MinIOContainer(MINIO).withNetwork(network).withNetworkAliases("minio")) {
      kafka.start();
      minio.start();
      StoredModels.publishToybox(
          new StorageAccess(URI.create(minio.getS3URL()), minio.getUserName(), minio.getPassword()),
          folder.resolve("models"));
      Map<String, String> settings =
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS", "kafka:19092",
              "STORAGE_ENDPOINT", "http://minio:9000",
              "STORAGE_ACCESS_KEY", minio.getUserName(),
              "STORAGE_SECRET_KEY", minio.getPassword(),
              "GATEWAY_FOLD_STANDBYS", "0",
              "GATEWAY_INFERENCE_TARGET", "inference:9003",
              "EVALUATOR_INFERENCE_TARGET", "inference:9003",
              "WORK_GATEWAY_TARGET", "gateway:9001");
      try (GenericContainer<?> gateway = service(network, "gateway", "gateway", 8081, settings);
          GenericContainer<?> inference =
              service(network, "inference", "inference", 8083, settings);
          GenericContainer<?> trainer = service(network, "trainer-cpu", "trainer", 8082, settings);
          GenericContainer<?> evaluator =
              service(network, "evaluator", "evaluator", 8084, settings)) {
        gateway.addExposedPort(GATEWAY_GRPC);
        gateway.start();
        inference.start();
        trainer.start();
        evaluator.start();
        learn(gateway.getHost(), gateway.getMappedPort(GATEWAY_GRPC));
      }
    }
  }

  private void learn(String host, int port) {
    ManagedChannel channel = ManagedChannelBuilder.forAddress(host, port).usePlaintext().build();
    try {
      Api api = new Api(channel, "tenants/tests");
      CreateTrainingJobRequest.Builder request =
          api.training(api.upload("mug", folder.resolve("photos")), "my-mug", 60).toBuilder();
      request
          .getTrainingJobBuilder()
          .getEvaluationBuilder()
          .addPrompts("a {0} {1} in the snow")
          .setImagesPerPrompt(1)
          .getGenerationBuilder()
          .setSteps(5);
      TrainingJob job = api.awaitEnd(api.create(request.build()).getName());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, job.getState(), job::toString);
      Evaluation evaluation = api.awaitEvaluation(job.getEvaluationJob());
      assertEquals(JobState.JOB_STATE_SUCCEEDED, evaluation.getState(), evaluation::toString);
    } finally {
      channel.shutdownNow();
    }
  }

  private static KafkaContainer kafka(Network network) {
    Map<String, String> alone = new HashMap<>();
    alone.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1");
    alone.put("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    alone.put("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    return new KafkaContainer(KAFKA)
        .withNetwork(network)
        .withListener("kafka:19092")
        .withEnv(alone);
  }

  /** A service as a cluster runs it: with a read-only root, and ready before it is used. */
  private static GenericContainer<?> service(
      Network network, String tar, String name, int http, Map<String, String> settings)
      throws IOException {
    return new GenericContainer<>(load(ServiceImage.tar(tar)))
        .withImagePullPolicy(NEVER)
        .withNetwork(network)
        .withNetworkAliases(name)
        .withEnv(settings)
        .withExposedPorts(http)
        .withCreateContainerCmdModifier(command -> command.getHostConfig().withReadonlyRootfs(true))
        .waitingFor(Wait.forHttp("/q/health/ready").forPort(http));
  }

  private static DockerImageName load(Path tar) throws IOException {
    try (InputStream image = Files.newInputStream(tar)) {
      DockerClientFactory.instance().client().loadImageCmd(image).exec();
    }
    return DockerImageName.parse(ServiceImage.name(tar));
  }
}
