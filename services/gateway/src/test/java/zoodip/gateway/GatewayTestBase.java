package zoodip.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import zoodip.events.v1.JobEvent;
import zoodip.gateway.jobs.JobLog;
import zoodip.pictures.Picture;
import zoodip.pictures.Png;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** What tests of the running gateway share: a client, a tenant of its own, a model, photos. */
@QuarkusTestResource(ClusterResource.class)
public abstract class GatewayTestBase {
  protected static final String MODEL = "models/toybox";

  @Inject protected Storage storage;
  @Inject protected JobLog log;
  @Inject TestModels models;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  protected final String tenant = "tenants/t" + UUID.randomUUID().toString().substring(0, 8);
  protected GatewayClient client;

  @BeforeEach
  void connect() {
    models.publish();
    client = new GatewayClient(port);
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

  /** Says something about a job, as a worker would. */
  protected void say(String job, JobEvent.Builder event) {
    log.say(ResourceName.parse(job), event);
  }

  protected static byte[] png(int shade) {
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(3, 4, shade);
    return Png.encode(Picture.of(image), Map.of());
  }

  protected static StatusRuntimeException refused(ErrorReason reason, Executable call) {
    StatusRuntimeException error = assertThrows(StatusRuntimeException.class, call);
    assertEquals(reason.name().substring("ERROR_REASON_".length()), GatewayClient.reason(error));
    return error;
  }
}
