package zoodip.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import zoodip.events.v1.ConceptImported;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.JobEvent;
import zoodip.gateway.records.JobView;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.kafka.EventEnvelope;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.v1.Concept;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** What tests of the running gateway share: a client, a tenant of its own, a model, photos. */
@QuarkusTestResource(ClusterResource.class)
public abstract class GatewayTestBase {
  protected static final String MODEL = "models/toybox";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject protected Storage storage;
  @Inject JobView jobs;
  @Inject protected KafkaClients kafka;
  @Inject protected CompactedView<ConceptRecord> concepts;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  protected int port;

  protected final String tenant = "tenants/t" + UUID.randomUUID().toString().substring(0, 8);
  protected GatewayClient client;

  @BeforeEach
  void connect() {
    TestModels.publish(storage);
    client = newClient();
  }

  /** As whom the test calls. */
  protected GatewayClient newClient() {
    return new GatewayClient(port);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  protected Subject createSubject(String id) {
    return client
        .subjects()
        .createSubject(
            CreateSubjectRequest.newBuilder()
                .setParent(tenant)
                .setSubjectId(id)
                .setSubject(Subject.newBuilder().setClassWord("mug"))
                .build());
  }

  /** A subject with one photo. */
  protected String subjectWithPhoto(String id) {
    String name = createSubject(id).getName();
    client.upload(name, new GatewayClient.Upload("1.png", "a photo of a {}", png(1)));
    return name;
  }

  protected CreateTrainingJobRequest.Builder training(String subject) {
    return CreateTrainingJobRequest.newBuilder()
        .setParent(tenant)
        .setTrainingJob(TrainingJob.newBuilder().setSubject(subject).setModel(MODEL));
  }

  protected TrainingJob createTraining(String subject) {
    return client.trainingJobs().createTrainingJob(training(subject).build());
  }

  /** Says something about a job, as a worker would, and waits until it was considered. */
  protected void publish(String job, JobEvent.Builder event) {
    RecordMetadata said = send(job, event);
    GatewayClient.get(
        jobs.await(
            job,
            record ->
                record
                    .map(
                        now ->
                            now.getEventPartition() == said.partition()
                                && now.getEventOffset() >= said.offset())
                    .orElse(true)));
  }

  /** A concept without a training, its embedding in the store; waits until the gateway knows it. */
  protected String publishConcept(String id, String model) {
    ResourceName name = ResourceName.concept(tenant, id);
    String key = tenant + "/imports/" + id + "/embedding.safetensors";
    storage.put(key, new byte[] {1}, "application/octet-stream");
    var concept =
        Concept.newBuilder()
            .setName(name.toString())
            .setPlaceholder(name.placeholder())
            .setModel(model);
    var shown = concepts.await(name.toString(), Optional::isPresent);
    var record = ConceptRecord.newBuilder().setConcept(concept).setEmbeddingKey(key);
    send(
        name.toString(),
        JobEvent.newBuilder().setConceptImported(ConceptImported.newBuilder().setConcept(record)));
    GatewayClient.get(shown);
    return name.toString();
  }

  private RecordMetadata send(String key, JobEvent.Builder event) {
    var said = event.setTime(Timestamps.now()).build();
    try (var producer = kafka.producer()) {
      return producer
          .send(new EventEnvelope("/test").record(Topics.JOB_EVENTS, key, said))
          .get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("Kafka does not take the event", e);
    }
  }

  /** A small photo, unlike that of any other shade. */
  public static byte[] png(int shade) {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 4, shade);
    return Png.encode(RgbImage.of(image), Map.of());
  }

  protected static StatusRuntimeException refused(ErrorReason reason, Executable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call);
    assertEquals(reason.name().substring("ERROR_REASON_".length()), GatewayClient.reason(error));
    return error;
  }

  /** Waits for what is deleted behind an answer: nothing but these keys is left. */
  protected void awaitUnder(String prefix, List<String> keys) throws Exception {
    await(
        () -> keys + " under " + prefix + ", not " + storage.list(prefix),
        () -> storage.list(prefix).equals(keys));
  }

  /**
   * Waits for what comes about in its own time, and looks often.
   *
   * @param wanted says what did not come about
   */
  protected static void await(Supplier<String> wanted, Callable<Boolean> holds) throws Exception {
    long late = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.call()) {
      assertTrue(System.nanoTime() < late, wanted);
      Thread.sleep(10);
    }
  }
}
