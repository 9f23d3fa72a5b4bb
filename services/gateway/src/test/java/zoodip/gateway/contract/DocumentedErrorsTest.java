package zoodip.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.rpc.ErrorInfo;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayClient.Upload;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.GatewayTestBase;
import zoodip.inference.v1.DrawRequest;
import zoodip.inference.v1.DrawResponse;
import zoodip.inference.v1.InferenceGrpc;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ApiKey;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.CancelTrainingJobRequest;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.DeleteSubjectRequest;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.GenerateImagesRequest;
import zoodip.v1.GetApiKeyRequest;
import zoodip.v1.GetConceptRequest;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.GetModelRequest;
import zoodip.v1.GetSubjectRequest;
import zoodip.v1.GetTrainingJobFileRequest;
import zoodip.v1.GetTrainingJobRequest;
import zoodip.v1.ListApiKeysRequest;
import zoodip.v1.ListConceptsRequest;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.RevokeApiKeyRequest;
import zoodip.v1.RotateApiKeyRequest;
import zoodip.v1.Subject;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchTrainingJobRequest;

/** Every error that the proto files promise comes, method by method. */
@QuarkusTest
class DocumentedErrorsTest extends GatewayTestBase {
  /** Kafka is taken away from a gateway of its own: createsThatKafkaMissedAreSafelyRepeated. */
  private static final Set<String> IN_GATEWAY_RESTART_IT =
      Set.of("CreateTrainingJob BACKEND_UNAVAILABLE", "CreateEvaluation BACKEND_UNAVAILABLE");

  /** They need callers who may not all, or a gateway that has fewer keys: ApiKeysTest. */
  private static final Set<String> IN_API_KEYS_TEST =
      Set.of(
          "CreateApiKey PERMISSION_DENIED",
          "CreateApiKey API_KEY_COUNT",
          "RotateApiKey PERMISSION_DENIED");

  /** Files of concepts have tests of their own. */
  private static final Set<String> ELSEWHERE =
      Set.of("ExportConcept", "ImportConcept", "VerifyConcept");

  private static final String BAD_TOKEN = "bm90IG9uZSBvZiBvdXJz";

  @Inject GatewayConfig config;

  private final Map<String, Executable> calls = new TreeMap<>();
  private String subject;

  @Test
  void comeAsDocumented() {
    subject = subjectWithPhoto("my-mug");
    subjects();
    trainings();
    evaluations();
    conceptsAndModels();
    images();
    apiKeys();

    assertEquals(expected(), calls.keySet());
    calls.forEach(this::check);
  }

  private static Set<String> expected() {
    return DocumentedErrors.all().stream()
        .filter(error -> !ELSEWHERE.contains(error.split(" ", 2)[0]))
        .filter(error -> !IN_GATEWAY_RESTART_IT.contains(error))
        .filter(error -> !IN_API_KEYS_TEST.contains(error))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void check(String error, Executable call) {
    StatusRuntimeException status;
    try {
      status = org.junit.jupiter.api.Assertions.assertThrows(StatusRuntimeException.class, call);
    } catch (AssertionError e) {
      throw new AssertionError(error + " does not come", e);
    }
    ErrorInfo info = GatewayClient.detail(status, ErrorInfo.class);
    assertEquals(error.split(" ", 2)[1], info.getReason(), error);
    assertEquals(ServiceException.DOMAIN, info.getDomain());
    ErrorReason reason = ErrorReason.valueOf("ERROR_REASON_" + info.getReason());
    assertEquals(
        new ServiceException(reason, "").toStatus().getStatus().getCode(),
        status.getStatus().getCode());
  }

  private void subjects() {
    String none = tenant + "/subjects/none";
    String empty = createSubject("empty").getName();
    create("a", "mug", "r1");
    calls.put("CreateSubject ALREADY_EXISTS", () -> create("my-mug", "mug", ""));
    calls.put("CreateSubject REQUEST_ID_REUSED", () -> create("a", "cup", "r1"));
    calls.put(
        "UploadPhotos SUBJECT_NOT_FOUND", () -> client.upload(none, new Upload("1", "", png(1))));
    calls.put("UploadPhotos BAD_PHOTO", () -> client.upload(empty, new Upload("1", "", png(1, 9))));
    calls.put(
        "UploadPhotos PHOTO_COUNT",
        () ->
            client.upload(
                empty,
                IntStream.range(0, config.photos().maxCount() + 1)
                    .mapToObj(i -> new Upload(i + ".png", "", png(i)))
                    .toArray(Upload[]::new)));
    calls.put(
        "GetSubject SUBJECT_NOT_FOUND",
        () -> client.subjects().getSubject(GetSubjectRequest.newBuilder().setName(none).build()));
    calls.put(
        "ListSubjects BAD_PAGE_TOKEN",
        () ->
            client
                .subjects()
                .listSubjects(
                    ListSubjectsRequest.newBuilder()
                        .setParent(tenant)
                        .setPageToken(BAD_TOKEN)
                        .build()));
    calls.put(
        "DeleteSubject SUBJECT_NOT_FOUND",
        () ->
            client
                .subjects()
                .deleteSubject(DeleteSubjectRequest.newBuilder().setName(none).build()));
  }

  private Subject create(String id, String word, String requestId) {
    return client
        .subjects()
        .createSubject(
            CreateSubjectRequest.newBuilder()
                .setParent(tenant)
                .setSubjectId(id)
                .setRequestId(requestId)
                .setSubject(Subject.newBuilder().setClassWord(word))
                .build());
  }

  private static byte[] png(int shade, int length) {
    return java.util.Arrays.copyOf(png(shade), length);
  }

  private void trainings() {
    String none = tenant + "/trainingJobs/none";
    String running = createTraining(subject).getName();
    CreateTrainingJobRequest.Builder other = training(tenant + "/subjects/none");
    train("SUBJECT_NOT_FOUND", other);
    train("PHOTO_COUNT", training(createSubject("without-photos").getName()));
    other = training(subject);
    other.getTrainingJobBuilder().setModel("models/none");
    train("MODEL_NOT_FOUND", other);
    other = training(subject);
    other.getTrainingJobBuilder().setModel("models/toybox-clip");
    train("WRONG_MODEL_KIND", other);
    other = training(subject);
    other.getTrainingJobBuilder().getSettingsBuilder().setHistory(64);
    train("BAD_SETTINGS", other);
    other = training(subject);
    other.getTrainingJobBuilder().setPreset("sd99");
    train("UNKNOWN_PRESET", other);
    other = training(subject);
    other.getTrainingJobBuilder().getEvaluationBuilder().addPrompts("a <nobody> {1}");
    train("UNKNOWN_CONCEPT", other);
    client.trainingJobs().createTrainingJob(training(subject).setRequestId("t").build());
    other = training(subject).setRequestId("t");
    other.getTrainingJobBuilder().setSeed(4);
    train("REQUEST_ID_REUSED", other);
    calls.put(
        "GetTrainingJob TRAINING_JOB_NOT_FOUND",
        () ->
            client
                .trainingJobs()
                .getTrainingJob(GetTrainingJobRequest.newBuilder().setName(none).build()));
    calls.put(
        "ListTrainingJobs BAD_PAGE_TOKEN",
        () ->
            client
                .trainingJobs()
                .listTrainingJobs(
                    ListTrainingJobsRequest.newBuilder()
                        .setParent(tenant)
                        .setPageToken(BAD_TOKEN)
                        .build()));
    calls.put(
        "CancelTrainingJob TRAINING_JOB_NOT_FOUND",
        () ->
            client
                .trainingJobs()
                .cancelTrainingJob(CancelTrainingJobRequest.newBuilder().setName(none).build()));
    calls.put("DeleteTrainingJob TRAINING_JOB_NOT_FOUND", () -> deleteTraining(none));
    calls.put("DeleteTrainingJob JOB_NOT_ENDED", () -> deleteTraining(running));
    calls.put(
        "WatchTrainingJob TRAINING_JOB_NOT_FOUND",
        () ->
            client
                .trainingJobs()
                .watchTrainingJob(WatchTrainingJobRequest.newBuilder().setName(none).build())
                .next());
    calls.put("GetTrainingJobFile TRAINING_JOB_NOT_FOUND", () -> trainingFile(none));
    calls.put("GetTrainingJobFile INVALID_REQUEST", () -> trainingFile(running));
  }

  private void trainingFile(String job) {
    var unused =
        client
            .trainingJobs()
            .getTrainingJobFile(
                GetTrainingJobFileRequest.newBuilder().setName(job).setFile("losses.csv").build())
            .next();
  }

  private void train(String reason, CreateTrainingJobRequest.Builder request) {
    CreateTrainingJobRequest asked = request.build();
    calls.put("CreateTrainingJob " + reason, () -> client.trainingJobs().createTrainingJob(asked));
  }

  private void deleteTraining(String name) {
    var unused =
        client
            .trainingJobs()
            .deleteTrainingJob(DeleteTrainingJobRequest.newBuilder().setName(name).build());
  }

  private void evaluations() {
    String none = tenant + "/evaluations/none";
    String foreign = publishConcept("foreign", "models/other");
    evaluate("SUBJECT_NOT_FOUND", "", asked().setSubject(tenant + "/subjects/none"));
    evaluate("PHOTO_COUNT", "", asked().setSubject(createSubject("no-photos").getName()));
    evaluate("MODEL_NOT_FOUND", "", asked().setModel("models/none"));
    evaluate("WRONG_MODEL_KIND", "", asked().setModel("models/toybox-clip"));
    evaluate("CONCEPT_NOT_FOUND", "", asked().setConcept(tenant + "/concepts/none"));
    evaluate("CONCEPT_OF_OTHER_MODEL", "", asked().setConcept(foreign));
    Evaluation.Builder unknown = asked();
    unknown.getSettingsBuilder().addPrompts("a <nobody> {1}");
    evaluate("UNKNOWN_CONCEPT", "", unknown);
    Evaluation.Builder bad = asked();
    bad.getSettingsBuilder().setDiversityImages(1);
    evaluate("BAD_SETTINGS", "", bad);
    String running = createEvaluation("e", asked()).getName();
    Evaluation.Builder changed = asked();
    changed.getSettingsBuilder().setSeed(4);
    evaluate("REQUEST_ID_REUSED", "e", changed);
    var api = client.evaluations();
    calls.put(
        "GetEvaluation EVALUATION_NOT_FOUND",
        () -> api.getEvaluation(GetEvaluationRequest.newBuilder().setName(none).build()));
    calls.put(
        "ListEvaluations BAD_PAGE_TOKEN",
        () ->
            api.listEvaluations(
                ListEvaluationsRequest.newBuilder()
                    .setParent(tenant)
                    .setPageToken(BAD_TOKEN)
                    .build()));
    calls.put(
        "CancelEvaluation EVALUATION_NOT_FOUND",
        () -> api.cancelEvaluation(CancelEvaluationRequest.newBuilder().setName(none).build()));
    calls.put(
        "DeleteEvaluation EVALUATION_NOT_FOUND",
        () -> api.deleteEvaluation(DeleteEvaluationRequest.newBuilder().setName(none).build()));
    calls.put(
        "DeleteEvaluation JOB_NOT_ENDED",
        () -> api.deleteEvaluation(DeleteEvaluationRequest.newBuilder().setName(running).build()));
    calls.put(
        "WatchEvaluation EVALUATION_NOT_FOUND",
        () ->
            api.watchEvaluation(WatchEvaluationRequest.newBuilder().setName(none).build()).next());
    calls.put("GetEvaluationFile EVALUATION_NOT_FOUND", () -> file(none));
    calls.put("GetEvaluationFile INVALID_REQUEST", () -> file(running));
  }

  private Evaluation.Builder asked() {
    return Evaluation.newBuilder().setSubject(subject).setModel(MODEL);
  }

  private void evaluate(String reason, String requestId, Evaluation.Builder evaluation) {
    calls.put("CreateEvaluation " + reason, () -> createEvaluation(requestId, evaluation));
  }

  private Evaluation createEvaluation(String requestId, Evaluation.Builder evaluation) {
    return client
        .evaluations()
        .createEvaluation(
            CreateEvaluationRequest.newBuilder()
                .setParent(tenant)
                .setRequestId(requestId)
                .setEvaluation(evaluation)
                .build());
  }

  private void file(String evaluation) {
    var unused =
        client
            .evaluations()
            .getEvaluationFile(
                GetEvaluationFileRequest.newBuilder()
                    .setName(evaluation)
                    .setFile("report.json")
                    .build())
            .next();
  }

  private void conceptsAndModels() {
    String none = tenant + "/concepts/none";
    calls.put(
        "GetConcept CONCEPT_NOT_FOUND",
        () -> client.concepts().getConcept(GetConceptRequest.newBuilder().setName(none).build()));
    calls.put(
        "ListConcepts BAD_PAGE_TOKEN",
        () ->
            client
                .concepts()
                .listConcepts(
                    ListConceptsRequest.newBuilder()
                        .setParent(tenant)
                        .setPageToken(BAD_TOKEN)
                        .build()));
    calls.put(
        "DeleteConcept CONCEPT_NOT_FOUND",
        () ->
            client
                .concepts()
                .deleteConcept(DeleteConceptRequest.newBuilder().setName(none).build()));
    calls.put(
        "GetModel MODEL_NOT_FOUND",
        () ->
            client.models().getModel(GetModelRequest.newBuilder().setName("models/none").build()));
    calls.put(
        "ListModels BAD_PAGE_TOKEN",
        () ->
            client
                .models()
                .listModels(ListModelsRequest.newBuilder().setPageToken(BAD_TOKEN).build()));
  }

  private void apiKeys() {
    String none = tenant + "/apiKeys/none";
    var api = client.apiKeys();
    calls.put(
        "GetApiKey API_KEY_NOT_FOUND",
        () -> api.getApiKey(GetApiKeyRequest.newBuilder().setName(none).build()));
    calls.put(
        "ListApiKeys BAD_PAGE_TOKEN",
        () ->
            api.listApiKeys(
                ListApiKeysRequest.newBuilder().setParent(tenant).setPageToken(BAD_TOKEN).build()));
    calls.put(
        "RevokeApiKey API_KEY_NOT_FOUND",
        () -> api.revokeApiKey(RevokeApiKeyRequest.newBuilder().setName(none).build()));
    calls.put("RotateApiKey API_KEY_NOT_FOUND", () -> rotate(none));
    String rotated =
        api.createApiKey(
                CreateApiKeyRequest.newBuilder()
                    .setParent(tenant)
                    .setApiKey(ApiKey.getDefaultInstance())
                    .build())
            .getApiKey()
            .getName();
    for (int i = 0; i < 3; i++) {
      rotate(rotated);
    }
    calls.put("RotateApiKey API_KEY_COUNT", () -> rotate(rotated));
  }

  private void rotate(String key) {
    var unused =
        client.apiKeys().rotateApiKey(RotateApiKeyRequest.newBuilder().setName(key).build());
  }

  private void images() {
    calls.put("GenerateImages MODEL_NOT_FOUND", () -> generate("a mug", "models/none"));
    calls.put("GenerateImages WRONG_MODEL_KIND", () -> generate("a mug", "models/toybox-clip"));
    calls.put("GenerateImages UNKNOWN_CONCEPT", () -> generate("a <nobody> mug", MODEL));
    calls.put("GenerateImages CONCEPT_OF_OTHER_MODEL", () -> generate("a <foreign> mug", MODEL));
    calls.put("GenerateImages BACKEND_UNAVAILABLE", () -> generate("a mug", MODEL));
    for (ErrorReason reason :
        Set.of(
            ErrorReason.ERROR_REASON_OVERLOADED,
            ErrorReason.ERROR_REASON_BAD_SETTINGS,
            ErrorReason.ERROR_REASON_PICTURE_NOT_FINITE)) {
      calls.put(
          "GenerateImages " + reason.name().substring("ERROR_REASON_".length()),
          () -> generateWithANodeThatRefuses(reason));
    }
  }

  private void generate(String prompt, String model) {
    var unused =
        client
            .images()
            .generateImages(
                GenerateImagesRequest.newBuilder()
                    .setParent(tenant)
                    .setModel(model)
                    .setPrompt(prompt)
                    .build())
            .next();
  }

  private void generateWithANodeThatRefuses(ErrorReason reason)
      throws IOException, InterruptedException {
    String target = config.inference().target();
    Server node =
        ServerBuilder.forPort(Integer.parseInt(target.substring(target.indexOf(':') + 1)))
            .addService(
                new InferenceGrpc.InferenceImplBase() {
                  @Override
                  public void draw(DrawRequest request, StreamObserver<DrawResponse> caller) {
                    caller.onError(new ServiceException(reason, "No").toStatus());
                  }
                })
            .build()
            .start();
    try {
      generate("a mug", MODEL);
    } finally {
      node.shutdownNow().awaitTermination();
    }
  }
}
