package zoodip.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zoodip.events.v1.ConceptRecord;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.EvaluationSpec;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.PhotoReference;
import zoodip.gateway.records.JobView;
import zoodip.images.decoding.PhotoLimits;
import zoodip.images.photos.Photos;
import zoodip.images.png.Png;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawRow;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.kafka.KafkaClients;
import zoodip.platform.kafka.Topics;
import zoodip.platform.models.ModelStore;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.toybox.ModelDescription;
import zoodip.toybox.PhotoSet;
import zoodip.toybox.Toybox;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GenerationSettings;
import zoodip.v1.JobState;
import zoodip.v1.Model;
import zoodip.v1.Scores;

@QuarkusTest
@QuarkusTestResource(EvaluatorCluster.class)
@Timeout(120)
class EvaluatorTest {
  private static final String TENANT = "tenants/t";
  private static final String OVERLOADED = ErrorReason.ERROR_REASON_OVERLOADED.name();
  private static final PhotoLimits ANY = new PhotoLimits(1 << 30, 1 << 30, 1);

  @TempDir static Path folder;

  @Inject ModelStore models;
  @Inject Storage storage;
  @Inject KafkaClients kafka;
  @Inject JobView records;

  @TestHTTPResource("/q/health/")
  URI health;

  @Inject MeterRegistry meters;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  private EvaluationJobs evaluationJobs;
  private final String job = TENANT + "/evaluations/" + UUID.randomUUID();

  @BeforeEach
  void open() {
    evaluationJobs = new EvaluationJobs(kafka, records);
  }

  @AfterEach
  void close() {
    evaluationJobs.close();
  }

  @BeforeEach
  void publish() throws Exception {
    storage.ensureBucket();
    for (ModelDescription description : Toybox.models()) {
      Model.Builder model = Model.newBuilder();
      JsonFormat.parser().merge(description.json(), model);
      if (models.find(ResourceName.parse(description.name())).isEmpty()) {
        models.publish(model.build(), description.extract(folder.resolve(description.name())));
      }
    }
  }

  private EvaluationSpec.Builder spec(int steps, String... prompts) throws Exception {
    PhotoSet toy = Toybox.subject("mug-01", folder.resolve("mug-01"));
    EvaluationSpec.Builder spec =
        EvaluationSpec.newBuilder()
            .setSubject(TENANT + "/subjects/mug")
            .setClassWord(toy.classWord())
            .setModel("models/toybox")
            .setClipModel("models/toybox-clip")
            .setDinoModel("models/toybox-dino")
            .setSettings(
                EvaluationSettings.newBuilder()
                    .addAllPrompts(List.of(prompts))
                    .setImagesPerPrompt(2)
                    .setSeed(1000)
                    .setGeneration(
                        GenerationSettings.newBuilder()
                            .setScheduler("ddim")
                            .setSteps(steps)
                            .setGuidanceScale(5)));
    for (PhotoSet.CaptionedPhoto photo : toy.photos()) {
      byte[] content = Files.readAllBytes(photo.file());
      String key = TENANT + "/subjects/mug/photos/" + photo.file().getFileName();
      storage.put(key, content, "image/jpeg");
      spec.addPhotos(PhotoReference.newBuilder().setKey(key).setSha256(sha256(content)));
    }
    return spec;
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private void teach(String id) throws Exception {
    float[] vector = new float[128];
    Arrays.fill(vector, .1f);
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    String name = ResourceName.concept(TENANT, id).toString();
    String key = name + "/embedding.safetensors";
    storage.put(
        key,
        new SafetensorsWriter().floats("<" + id + ">", vector, 1, vector.length).toBytes(),
        "application/octet-stream");
    Concept concept =
        Concept.newBuilder()
            .setName(name)
            .setModel("models/toybox")
            .setEmbeddingSha256(sha256(bytes.array()))
            .build();
    try (Producer<String, byte[]> producer = kafka.producer()) {
      ConceptRecord record =
          ConceptRecord.newBuilder().setConcept(concept).setEmbeddingKey(key).build();
      producer
          .send(new ProducerRecord<>(Topics.CONCEPTS.title(), name, record.toByteArray()))
          .get();
    }
  }

  private JobRecord evaluate(EvaluationSpec.Builder spec) throws Exception {
    evaluationJobs.accept(job, spec);
    return evaluationJobs.end(job);
  }

  private byte[] file(EvaluationResult result, String name) {
    return storage.get(result.getPrefix() + name);
  }

  @Test
  void scoresAConceptWithItsPlaceholderAndKeepsEverythingItDrew() throws Exception {
    teach("my-mug");
    EvaluationSpec.Builder spec =
        spec(4, "a {0} {1} in the snow", "a photo of a {0} {1} at night")
            .setConcept(TENANT + "/concepts/my-mug")
            .setPlaceholder("<my-mug>");
    spec.getSettingsBuilder().setDiversityImages(3);
    JobRecord record = evaluate(spec);
    assertEquals(JobState.JOB_STATE_SUCCEEDED, record.getState(), record.getError().toString());
    EvaluationResult result = record.getEvaluationResult();
    assertEquals(List.of("report.json", "contact-sheet.png", "scores.png"), result.getFilesList());
    assertTrue(result.getPrefix().startsWith(job + "/attempts/" + record.getAttempt()));
    checkScores(result.getScores(), true);
    var text = Png.text(file(result, "images/0001-001.png"));
    assertEquals("a photo of a <my-mug> mug at night", text.get("prompt"));
    assertEquals("1003", text.get("seed"));
    assertTrue(text.get("XML:com.adobe.xmp").contains("/trainedAlgorithmicMedia"));
    assertTrue(
        Png.text(file(result, "contact-sheet.png"))
            .get("XML:com.adobe.xmp")
            .contains("/compositeWithTrainedAlgorithmicMedia"));
    JsonNode report = report(result);
    assertEquals(
        "[\"images/0000-000.png\",\"images/0000-001.png\",\"images/0000-002.png\"]",
        report.get("prompts").get(0).get("images").toString());
    assertEquals("a <my-mug> mug in the snow", report.get("prompts").get(0).get("prompt").asText());
    assertTrue(report.get("prompts").get(0).get("scores").has("DINO_inter"));
    assertFalse(report.get("prompts").get(1).get("scores").has("DINO_inter"));
    assertEquals(
        result.getScores().getClipI(), report.get("scores").get("CLIP-I").asDouble(), 1e-12);
    assertTrue(Photos.decode(file(result, "contact-sheet.png"), ANY).image().height() > 300);
    assertEquals(960, Photos.decode(file(result, "scores.png"), ANY).image().width());
  }

  /** The object that the result names, checked as its readers do. */
  private JsonNode report(EvaluationResult result) throws Exception {
    byte[] json = storage.get(result.getReport().getKey());
    assertEquals(result.getReport().getSha256(), sha256(json));
    assertEquals(result.getReport().getSizeBytes(), json.length);
    return new ObjectMapper().readTree(json);
  }

  /** Prompts that are long and have few tokens: a placeholder is one, whatever its length. */
  @Test
  void resultsLargerThanAnyEventAreToldAllTheSame() throws Exception {
    int limit = 1 << 16;
    limitEvents(limit);
    String id = "m".repeat(63);
    teach(id);
    String prompt = "{0} ".repeat(30).strip();
    EvaluationSpec.Builder spec =
        spec(1, Collections.nCopies(40, prompt).toArray(String[]::new))
            .setConcept(TENANT + "/concepts/" + id)
            .setPlaceholder("<" + id + ">");
    spec.getSettingsBuilder().setImagesPerPrompt(1);

    JobRecord record = evaluate(spec);

    assertEquals(JobState.JOB_STATE_SUCCEEDED, record.getState(), record.getError().toString());
    EvaluationResult result = record.getEvaluationResult();
    assertTrue(result.getReport().getSizeBytes() > limit);
    assertTrue(result.getSerializedSize() < 1 << 10);
    assertEquals(40, report(result).get("prompts").size());
  }

  /** So that a few prompts do what hundreds of images would be needed for otherwise. */
  private void limitEvents(int bytes) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.JOB_EVENTS.title());
    var limit = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(bytes));
    var change = List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET));
    try (Admin admin = kafka.admin()) {
      admin.incrementalAlterConfigs(Map.of(topic, change)).all().get();
    }
  }

  private static void checkScores(Scores scores, boolean diverse) {
    for (double score : new double[] {scores.getClipI(), scores.getClipT(), scores.getDino()}) {
      assertTrue(Math.abs(score) <= 1 && score != 0, scores.toString());
    }
    assertEquals(diverse, scores.hasDinoInter());
  }

  @Test
  void scoresTheClassWordAloneAndSaysHowFarItIs() throws Exception {
    JobRecord record = evaluate(spec(2, "a {0} {1} in the snow"));
    assertEquals(JobState.JOB_STATE_SUCCEEDED, record.getState(), record.getError().toString());
    assertEquals(
        "a mug in the snow",
        report(record.getEvaluationResult()).get("prompts").get(0).get("prompt").asText());
    assertEquals(
        List.of(0, 1, 2),
        evaluationJobs.eventsOf(job).stream()
            .filter(JobEvent::hasStepsCommitted)
            .map(event -> event.getStepsCommitted().getProgress().getDone())
            .toList());
  }

  @Test
  void failsForAMissingEncoder() throws Exception {
    JobRecord record = evaluate(spec(2, "a {0} {1}").setDinoModel("models/none"));
    assertEquals(ErrorReason.ERROR_REASON_MODEL_NOT_FOUND, record.getError().getReason());
    assertTrue(record.getError().getMessage().contains("models/none"));
  }

  @Test
  void failsForABaseModelThatNamesNoEncoderOrAWrongOne() throws Exception {
    JobRecord none = evaluate(spec(2, "a {0} {1}").setClipModel(""));
    assertEquals(ErrorReason.ERROR_REASON_MODEL_NOT_FOUND, none.getError().getReason());
    assertTrue(none.getError().getMessage().contains("CLIP"));
  }

  @Test
  void failsForAnEncoderOfTheWrongKind() throws Exception {
    JobRecord wrong = evaluate(spec(2, "a {0} {1}").setClipModel("models/toybox"));
    assertEquals(ErrorReason.ERROR_REASON_WRONG_MODEL_KIND, wrong.getError().getReason());
  }

  @Test
  void failsForWhatInferenceRefuses() throws Exception {
    JobRecord record =
        evaluate(
            spec(2, "a {0} {1}")
                .setConcept(TENANT + "/concepts/nobody")
                .setPlaceholder("<nobody>"));
    assertEquals(ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT, record.getError().getReason());
  }

  @Test
  void failsForADamagedPhoto() throws Exception {
    EvaluationSpec.Builder spec = spec(2, "a {0} {1}");
    spec.getPhotosBuilder(0).setSha256("00");
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, evaluate(spec).getError().getReason());
  }

  @Test
  void endsSoonWhenItsCancellationIsRequested() throws Exception {
    String[] many = Collections.nCopies(100, "a {0} {1}").toArray(String[]::new);
    evaluationJobs.accept(job, spec(900, many));
    evaluationJobs.await(job, record -> record.getState() == JobState.JOB_STATE_RUNNING);
    evaluationJobs.requestCancel(job);
    JobRecord ended = evaluationJobs.end(job);
    assertEquals(JobState.JOB_STATE_CANCELLED, ended.getState(), ended.getError().toString());
    assertFalse(evaluationJobs.eventsOf(job).stream().anyMatch(JobEvent::hasSucceeded));
  }

  @Test
  void comesBackToInferenceThatHadNoPlaceForIt() throws Exception {
    ManagedChannel channel =
        Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create()).build();
    try (Context.CancellableContext occupant = Context.current().withCancellation()) {
      beginWithoutPlace(channel, occupant);
      while (meters.counter("zoodip.inference.calls.failed", "reason", OVERLOADED).count() == 0) {
        Thread.sleep(10);
      }
      occupant.cancel(null);
      assertEquals(JobState.JOB_STATE_SUCCEEDED, evaluationJobs.end(job).getState());
    } finally {
      channel.shutdownNow();
    }
  }

  /** Lets the evaluation begin while another call has inference's only place. */
  private void beginWithoutPlace(ManagedChannel channel, Context.CancellableContext occupant)
      throws Exception {
    DrawRequest endless =
        DrawRequest.newBuilder()
            .setTenant(TENANT)
            .setModel("models/toybox")
            .addAllRows(Collections.nCopies(100, DrawRow.newBuilder().setPrompt("a mug").build()))
            .setSettings(GenerationSettings.newBuilder().setSteps(900))
            .build();
    // its first message: it has the place
    assertTrue(occupant.call(() -> InferenceGrpc.newBlockingStub(channel).draw(endless).hasNext()));
    evaluationJobs.accept(job, spec(2, "a {0} {1}"));
    evaluationJobs.await(job, record -> record.getState() == JobState.JOB_STATE_RUNNING);
  }

  @Test
  void isReadyAndAlive() throws Exception {
    assertEquals(200, probe("live").statusCode());
    while (probe("ready").statusCode() != 200) {
      Thread.sleep(50);
    }
    for (String probe : List.of("live", "ready")) {
      String answer = probe(probe).body();
      assertTrue(answer.contains("\"name\": \"evaluator\""), answer);
      assertEquals(probe.equals("ready"), answer.contains("\"libtorch\": \"2.7.1 "), answer);
    }
  }

  private HttpResponse<String> probe(String name) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(health.resolve(name)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
