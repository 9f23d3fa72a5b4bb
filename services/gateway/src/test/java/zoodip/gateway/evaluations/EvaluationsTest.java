package zoodip.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static zoodip.v1.JobState.JOB_STATE_CANCELLED;
import static zoodip.v1.JobState.JOB_STATE_QUEUED;
import static zoodip.v1.JobState.JOB_STATE_SUCCEEDED;

import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.ObjectReference;
import zoodip.events.v1.Started;
import zoodip.events.v1.Succeeded;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.TestSubjects;
import zoodip.platform.digest.Sha256;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.CreateSubjectRequest;
import zoodip.v1.CreateTrainingJobRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.Scores;
import zoodip.v1.Subject;
import zoodip.v1.WatchEvaluationRequest;
import zoodip.v1.WatchEvaluationResponse;

@QuarkusTest
class EvaluationsTest extends GatewayTestBase {
  @Test
  void aCreatedEvaluationOfTheClassWordIsReadableWithItsPrompts() {
    Evaluation created = create(subjectWithPhoto("my-mug"), settings("toybox"));

    assertEquals(created, get(created.getName()));
    assertEquals(JOB_STATE_QUEUED, created.getState());
    assertEquals("", created.getConcept());
    assertEquals(25, created.getSettings().getPromptsCount());
    assertEquals(25, created.getProgress().getTotal());
  }

  @Test
  void theSubjectChoosesThePromptSetIfNobodyElseDoes() {
    Evaluation created = create(subjectWithPhoto("my-mug"), EvaluationSettings.newBuilder());

    assertEquals("non_living", created.getSettings().getPromptSet());
  }

  @Test
  void aConceptOfTheModelIsEvaluated() {
    String subject = subjectWithPhoto("my-mug");
    String concept = publishConcept("my-mug", MODEL);

    Evaluation created =
        client
            .evaluations()
            .createEvaluation(
                request(subject, settings("toybox").build(), concept).setRequestId("r").build());

    assertEquals(concept, created.getConcept());
  }

  @Test
  void aRetryFindsTheFirst() {
    var request =
        request(subjectWithPhoto("my-mug"), settings("toybox").build(), "").setRequestId("r");
    Evaluation first = client.evaluations().createEvaluation(request.build());

    assertEquals(first, client.evaluations().createEvaluation(request.build()));
    request.getEvaluationBuilder().getSettingsBuilder().setImagesPerPrompt(2);
    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> client.evaluations().createEvaluation(request.build()));
  }

  @Test
  void whatCannotBeEvaluatedIsRefused() {
    String subject = subjectWithPhoto("my-mug");
    String ofOther = publishConcept("foreign", "models/other");

    refused(
        ErrorReason.ERROR_REASON_SUBJECT_NOT_FOUND,
        () -> create(tenant + "/subjects/none", settings("toybox")));
    refused(
        ErrorReason.ERROR_REASON_PHOTO_COUNT,
        () -> create(createSubject("empty").getName(), settings("toybox")));
    refused(
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND,
        () -> createWith(subject, tenant + "/concepts/none"));
    refused(ErrorReason.ERROR_REASON_CONCEPT_OF_OTHER_MODEL, () -> createWith(subject, ofOther));
    refused(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        () -> create(subject, EvaluationSettings.newBuilder().addPrompts("a {0} {1} by <none>")));
    refused(
        ErrorReason.ERROR_REASON_BAD_SETTINGS,
        () -> create(subject, EvaluationSettings.newBuilder().addPrompts("a {2}")));
  }

  @Test
  void syntaxOfOtherProgramsIsRefusedInPromptsAndClassWords() {
    String subject = subjectWithPhoto("my-mug");

    for (String prompt : List.of("a [{0}] {1}", "a {0} {1} AND a table", "a {1}\u001b")) {
      violates(
          "evaluation.settings.prompts[0]",
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          subject,
          EvaluationSettings.newBuilder().addPrompts(prompt));
    }
    TestSubjects.setClassWord(storage, subject, "((mug))");
    violates(
        "evaluation.subject",
        ErrorReason.ERROR_REASON_INVALID_REQUEST,
        subject,
        settings("toybox"));
  }

  @Test
  void aQueuedEvaluationIsCancelledAndDeleted() {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();

    Evaluation cancelled =
        client
            .evaluations()
            .cancelEvaluation(CancelEvaluationRequest.newBuilder().setName(name).build());
    assertEquals(JOB_STATE_CANCELLED, cancelled.getState());
    var delete = DeleteEvaluationRequest.newBuilder().setName(name).build();
    var unused = client.evaluations().deleteEvaluation(delete);

    refused(ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND, () -> get(name));
    refused(
        ErrorReason.ERROR_REASON_EVALUATION_NOT_FOUND,
        () -> client.evaluations().deleteEvaluation(delete));
  }

  @Test
  void aWatchEndsWithTheScores() {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();
    succeed(name, EvaluationResult.newBuilder().setScores(Scores.newBuilder().setDino(0.5)));

    Iterator<WatchEvaluationResponse> watch =
        client
            .evaluations()
            .watchEvaluation(WatchEvaluationRequest.newBuilder().setName(name).build());

    Evaluation shown = watch.next().getEvaluation();
    assertEquals(JOB_STATE_SUCCEEDED, shown.getState());
    assertEquals(0.5, shown.getScores().getDino());
    assertFalse(watch.hasNext());
  }

  @Test
  void listsAreFiltered() {
    String subject = subjectWithPhoto("my-mug");
    String first = create(subject, settings("toybox")).getName();
    String second = create(subject, settings("toybox")).getName();
    succeed(first, EvaluationResult.newBuilder());

    assertEquals(List.of(second, first), list(""));
    assertEquals(List.of(first), list("state = SUCCEEDED"));
  }

  @Test
  void itsFilesComeInPieces() throws Exception {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();
    byte[] sheet = new byte[300_000];
    new Random(1).nextBytes(sheet);
    storage.put(name + "/attempts/a/contact-sheet.png", sheet, "image/png");
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> file(name, "contact-sheet.png"));
    succeed(
        name,
        EvaluationResult.newBuilder()
            .setPrefix(name + "/attempts/a/")
            .addFiles("contact-sheet.png")
            .addFiles("lost.png"));

    assertArrayEquals(sheet, file(name, "contact-sheet.png"));
    refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> file(name, "../../secret"));
    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> file(name, "lost.png"));
  }

  @Test
  void whatStandsInTheReportIsAnsweredFromThere() throws Exception {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();
    String prefix = name + "/attempts/a/";
    String json =
        """
        {"prompts": [
          {"prompt": "фото mug", "scores": {"CLIP-I": 0.1, "CLIP-T": 0.2, "DINO": 0.3, "DINO_inter": 0.4},
           "images": ["images/0000-000.png"]},
          {"prompt": "b", "scores": {"CLIP-I": 0.5, "CLIP-T": 0.6, "DINO": 0.7}, "images": []}]}
        """;
    report(name, prefix, json, Sha256.of(json.getBytes(StandardCharsets.UTF_8)));
    storage.put(prefix + "images/0000-000.png", new byte[] {7}, "image/png");

    Evaluation shown = get(name);

    Scores first =
        Scores.newBuilder().setClipI(.1).setClipT(.2).setDino(.3).setDinoInter(.4).build();
    assertEquals("фото mug", shown.getPromptScores(0).getPrompt());
    assertEquals(first, shown.getPromptScores(0).getScores());
    assertFalse(shown.getPromptScores(1).getScores().hasDinoInter());
    assertEquals(List.of("report.json", "images/0000-000.png"), shown.getFilesList());
    assertEquals(shown, watched(name));
    assertArrayEquals(new byte[] {7}, file(name, "images/0000-000.png"));
    assertEquals(0.5, listed(name).getScores().getDino());
    assertEquals(0, listed(name).getPromptScoresCount());
  }

  @Test
  void aReportThatIsNotWhatWasWrittenIsNotBelieved() {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();
    report(name, name + "/attempts/a/", "{}", "00");

    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> get(name));
    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> watched(name));
    assertEquals(0.5, listed(name).getScores().getDino());
  }

  /** As an evaluator wrote it before results had a report object. */
  @Test
  void resultsThatStandInTheEventAreStillRead() throws Exception {
    String name = create(subjectWithPhoto("my-mug"), settings("toybox")).getName();
    JobEvent recorded =
        JobEvent.parseFrom(
            EvaluationsTest.class
                .getResourceAsStream("succeeded-with-inline-results.bin")
                .readAllBytes());
    EvaluationResult result = recorded.getSucceeded().getEvaluation();
    String attempt = recorded.getSucceeded().getAttempt();
    publish(name, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt(attempt)));
    publish(name, recorded.toBuilder());
    storage.put(result.getPrefix() + "images/0001-001.png", new byte[] {9}, "image/png");

    Evaluation shown = get(name);

    assertEquals(result.getScores(), shown.getScores());
    assertEquals("фото mug", shown.getPromptScores(1).getPrompt());
    assertEquals(7, shown.getFilesCount());
    assertEquals(shown, watched(name));
    assertArrayEquals(new byte[] {9}, file(name, "images/0001-001.png"));
  }

  @Test
  void whatIsTooMuchForOneEvaluationIsRefusedByName() {
    String subject = subjectWithPhoto("my-mug");
    List<String> many = Collections.nCopies(1000, "a {0} {1}");

    violates(
        "evaluation.settings.images_per_prompt",
        ErrorReason.ERROR_REASON_BAD_SETTINGS,
        subject,
        EvaluationSettings.newBuilder().addAllPrompts(many).setImagesPerPrompt(51));
    violates(
        "evaluation.settings.prompts[0]",
        ErrorReason.ERROR_REASON_BAD_SETTINGS,
        subjectOf("w".repeat(64)),
        EvaluationSettings.newBuilder().addPrompts("{1} ".repeat(64)));
    Evaluation most =
        create(subject, EvaluationSettings.newBuilder().addAllPrompts(many).setImagesPerPrompt(50));
    assertEquals(50_000, most.getProgress().getTotal());
  }

  @Test
  void jobsThatNoEventCanCarryAreRefusedByNameAndInBytes() {
    String subject = subjectWithPhoto("my-mug");
    // under a mebibyte in letters, and twice as much in bytes
    List<String> cyrillic = Collections.nCopies(900, "щ".repeat(1024));

    violates(
        "evaluation.settings.prompts",
        ErrorReason.ERROR_REASON_BAD_SETTINGS,
        subject,
        EvaluationSettings.newBuilder().addAllPrompts(cyrillic));
    CreateTrainingJobRequest.Builder training = training(subject);
    training.getTrainingJobBuilder().getEvaluationBuilder().addAllPrompts(cyrillic);
    StatusRuntimeException error =
        refused(
            ErrorReason.ERROR_REASON_BAD_SETTINGS,
            () -> client.trainingJobs().createTrainingJob(training.build()));
    assertEquals("training_job.evaluation.prompts", field(error));
    EvaluationSettings fits =
        EvaluationSettings.newBuilder().addAllPrompts(cyrillic.subList(0, 450)).build();
    assertEquals(450, create(subject, fits.toBuilder()).getSettings().getPromptsCount());
  }

  private void violates(
      String field, ErrorReason reason, String subject, EvaluationSettings.Builder settings) {
    CreateEvaluationRequest.Builder request = request(subject, settings.build(), "");
    for (boolean validateOnly : List.of(true, false)) {
      StatusRuntimeException error =
          refused(
              reason,
              () ->
                  client
                      .evaluations()
                      .createEvaluation(request.setValidateOnly(validateOnly).build()));
      assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
      assertEquals(field, field(error));
    }
  }

  private static String field(StatusRuntimeException error) {
    return GatewayClient.detail(error, BadRequest.class).getFieldViolations(0).getField();
  }

  private String subjectOf(String classWord) {
    String name =
        client
            .subjects()
            .createSubject(
                CreateSubjectRequest.newBuilder()
                    .setParent(tenant)
                    .setSubject(Subject.newBuilder().setClassWord(classWord))
                    .build())
            .getName();
    client.upload(name, new GatewayClient.Upload("1.png", "", png(1)));
    return name;
  }

  private void report(String name, String prefix, String json, String sha256) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    storage.put(prefix + "report.json", bytes, "application/json");
    succeed(
        name,
        EvaluationResult.newBuilder()
            .setScores(Scores.newBuilder().setDino(0.5))
            .setPrefix(prefix)
            .addFiles("report.json")
            .setReport(
                ObjectReference.newBuilder()
                    .setKey(prefix + "report.json")
                    .setSha256(sha256)
                    .setSizeBytes(bytes.length)));
  }

  private Evaluation watched(String name) {
    return client
        .evaluations()
        .watchEvaluation(WatchEvaluationRequest.newBuilder().setName(name).build())
        .next()
        .getEvaluation();
  }

  private Evaluation listed(String name) {
    return client
        .evaluations()
        .listEvaluations(ListEvaluationsRequest.newBuilder().setParent(tenant).build())
        .getEvaluationsList()
        .stream()
        .filter(evaluation -> evaluation.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private byte[] file(String name, String file) throws Exception {
    Iterator<EvaluationFileChunk> chunks =
        client
            .evaluations()
            .getEvaluationFile(
                GetEvaluationFileRequest.newBuilder().setName(name).setFile(file).build());
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (chunks.hasNext()) {
      chunks.next().getContent().writeTo(content);
    }
    return content.toByteArray();
  }

  private void succeed(String name, EvaluationResult.Builder result) {
    publish(name, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    publish(
        name,
        JobEvent.newBuilder()
            .setSucceeded(Succeeded.newBuilder().setAttempt("a").setEvaluation(result)));
  }

  private Evaluation create(String subject, EvaluationSettings.Builder settings) {
    return client.evaluations().createEvaluation(request(subject, settings.build(), "").build());
  }

  private Evaluation createWith(String subject, String concept) {
    return client
        .evaluations()
        .createEvaluation(request(subject, settings("toybox").build(), concept).build());
  }

  private CreateEvaluationRequest.Builder request(
      String subject, EvaluationSettings settings, String concept) {
    return CreateEvaluationRequest.newBuilder()
        .setParent(tenant)
        .setEvaluation(
            Evaluation.newBuilder()
                .setSubject(subject)
                .setModel(MODEL)
                .setConcept(concept)
                .setSettings(settings));
  }

  private static EvaluationSettings.Builder settings(String promptSet) {
    return EvaluationSettings.newBuilder().setPromptSet(promptSet);
  }

  private Evaluation get(String name) {
    return client
        .evaluations()
        .getEvaluation(GetEvaluationRequest.newBuilder().setName(name).build());
  }

  private List<String> list(String filter) {
    return client
        .evaluations()
        .listEvaluations(
            ListEvaluationsRequest.newBuilder().setParent(tenant).setFilter(filter).build())
        .getEvaluationsList()
        .stream()
        .map(Evaluation::getName)
        .toList();
  }
}
