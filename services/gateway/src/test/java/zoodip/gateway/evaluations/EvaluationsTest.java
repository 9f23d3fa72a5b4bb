package zoodip.gateway.evaluations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static zoodip.v1.JobState.JOB_STATE_CANCELLED;
import static zoodip.v1.JobState.JOB_STATE_QUEUED;
import static zoodip.v1.JobState.JOB_STATE_SUCCEEDED;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.EvaluationResult;
import zoodip.events.v1.JobEvent;
import zoodip.events.v1.Started;
import zoodip.events.v1.Succeeded;
import zoodip.gateway.GatewayTestBase;
import zoodip.v1.CancelEvaluationRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.DeleteEvaluationRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationFileChunk;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.GetEvaluationFileRequest;
import zoodip.v1.GetEvaluationRequest;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.Scores;
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
    say(name, JobEvent.newBuilder().setStarted(Started.newBuilder().setAttempt("a")));
    say(
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
