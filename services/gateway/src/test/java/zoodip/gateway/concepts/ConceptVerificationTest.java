package zoodip.gateway.concepts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import zoodip.concepts.provenance.Provenance;
import zoodip.events.v1.JobRecord;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.records.JobView;
import zoodip.platform.names.ResourceName;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.DeleteTrainingJobRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/** The tests' gateway verifies one concept at a time. */
@QuarkusTest
class ConceptVerificationTest extends GatewayTestBase {
  private static final int STEPS = 60;

  @Inject JobView jobs;

  private JobRecord job;

  @Test
  void aLearnedConceptIsDerivedAgainFromItsJournal() {
    String concept = train("my-dog");

    VerifyConceptResponse answer = verify(concept);

    assertTrue(answer.getVerified());
    assertEquals(STEPS, answer.getSteps());
    assertEquals(record().getTrainingResult().getEmbeddingSha256(), answer.getPublishedSha256());
    assertEquals(answer.getPublishedSha256(), answer.getReplayedSha256());
  }

  @Test
  void anEmbeddingThatTheJournalDoesNotGiveIsNotVerified() {
    String concept = train("my-dog");
    String key = record().getTrainingResult().getProvenanceKey();
    Provenance told = Provenance.parse(storage.get(key));
    float[] other = told.firstTheta();
    other[0] += 0.001f;
    var forged =
        new Provenance(
            told.format(),
            told.job(),
            told.attempt(),
            told.training(),
            told.embedding(),
            Provenance.Start.of(other),
            told.journal(),
            told.probes(),
            told.versions());
    storage.put(key, forged.toJson(), "application/json");

    VerifyConceptResponse answer = verify(concept);

    assertFalse(answer.getVerified());
    assertNotEquals(answer.getPublishedSha256(), answer.getReplayedSha256());
  }

  @Test
  void aTamperedOrMissingSegmentIsALossOfData() {
    String concept = train("my-dog");
    assertLoss(concept, record().getSegments(1).getKey(), "journal segment");
  }

  @Test
  void aTamperedOrMissingEmbeddingIsALossOfData() {
    String concept = train("my-dog");
    assertLoss(concept, record().getTrainingResult().getEmbeddingKey(), "embedding");
  }

  @Test
  void aProvenanceThatIsGoneOrDoesNotTellTheStartIsALossOfData() {
    String concept = train("my-dog");
    String key = record().getTrainingResult().getProvenanceKey();
    storage.put(key, "{\"format\": \"zoodip.provenance.v1\"}".getBytes(UTF_8), "application/json");
    assertTrue(loss(concept).contains("does not tell where theta started"));
    storage.put(key, "no JSON".getBytes(UTF_8), "application/json");
    assertTrue(loss(concept).contains("no provenance"));
    storage.delete(key);
    assertTrue(loss(concept).contains("gone"));
  }

  @Test
  void anImportedConceptHasNoJournal() {
    var error =
        refused(ErrorReason.ERROR_REASON_NO_JOURNAL, () -> verify(publishConcept("my-dog", MODEL)));

    assertTrue(error.getStatus().getDescription().contains("was imported"));
  }

  @Test
  void aConceptWhoseTrainingIsDeletedHasNoJournal() {
    String concept = train("my-dog");
    var unused =
        client
            .trainingJobs()
            .deleteTrainingJob(
                DeleteTrainingJobRequest.newBuilder().setName(job.getName()).build());

    var error = refused(ErrorReason.ERROR_REASON_NO_JOURNAL, () -> verify(concept));

    assertTrue(error.getStatus().getDescription().contains("is deleted"));
  }

  @Test
  void aConceptLearnedWithGradientsCannotBeDerivedAgainAndItsMethodIsNamed() {
    var settings =
        TrainingSettings.newBuilder()
            .setSteps(STEPS)
            .setMethod(TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION);
    training("my-dog", settings).pretend();
    String concept = awaitConcept("my-dog");

    var error = refused(ErrorReason.ERROR_REASON_NO_JOURNAL, () -> verify(concept));

    String description = error.getStatus().getDescription();
    assertTrue(description.contains("TEXTUAL_INVERSION"), description);
    assertTrue(description.contains("cannot be derived again"), description);
  }

  @Test
  void aConceptThatIsNotThereIsNotFound() {
    refused(ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> verify(tenant + "/concepts/my-dog"));
  }

  @Test
  void whoComesTooManyIsToldToComeBackAndWhoGivesUpMakesRoom() {
    String quick = train("quick");
    String endless = pretend("endless");
    AtomicReference<ListenableFuture<VerifyConceptResponse>> first =
        new AtomicReference<>(verifyLater(endless));

    await(
        () -> {
          // the quick one may have been faster to take the only place
          if (first.get().isDone()) {
            first.set(verifyLater(endless));
          }
          return isOverloaded(quick);
        });
    first.get().cancel(true);
    await(() -> !isOverloaded(quick));

    var late =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                client
                    .concepts()
                    .withDeadlineAfter(1, TimeUnit.SECONDS)
                    .verifyConcept(request(endless)));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
    await(() -> !isOverloaded(quick));
  }

  private ListenableFuture<VerifyConceptResponse> verifyLater(String concept) {
    return ConceptsGrpc.newFutureStub(client.channel()).verifyConcept(request(concept));
  }

  private boolean isOverloaded(String concept) {
    try {
      return !verify(concept).getVerified();
    } catch (StatusRuntimeException e) {
      assertEquals("OVERLOADED", GatewayClient.reason(e));
      assertTrue(GatewayClient.detail(e, RetryInfo.class).hasRetryDelay());
      return true;
    }
  }

  private static void await(BooleanSupplier wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!wanted.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "not within 30 s");
    }
  }

  private void assertLoss(String concept, String key, String what) {
    byte[] bytes = storage.get(key);
    bytes[bytes.length - 10] ^= 1;
    storage.put(key, bytes, "application/octet-stream");
    assertTrue(loss(concept).contains(what), loss(concept));
    storage.delete(key);
    assertTrue(loss(concept).contains(what), loss(concept));
  }

  private String loss(String concept) {
    return refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> verify(concept))
        .getStatus()
        .getDescription();
  }

  private VerifyConceptResponse verify(String concept) {
    return client.concepts().verifyConcept(request(concept));
  }

  private static VerifyConceptRequest request(String concept) {
    return VerifyConceptRequest.newBuilder().setName(concept).build();
  }

  private String train(String concept) {
    training(concept, STEPS).train();
    return awaitConcept(concept);
  }

  private String pretend(String concept) {
    training(concept, 1_000_000).pretend();
    return awaitConcept(concept);
  }

  private ZerothTraining training(String concept, int steps) {
    return training(concept, TrainingSettings.newBuilder().setSteps(steps));
  }

  private ZerothTraining training(String concept, TrainingSettings.Builder settings) {
    var request = training(subjectWithPhoto(concept));
    request.getTrainingJobBuilder().setConceptId(concept).setSettings(settings);
    String name = client.trainingJobs().createTrainingJob(request.build()).getName();
    job = jobs.get(name).orElseThrow();
    return new ZerothTraining(storage, this::publish, job);
  }

  private JobRecord record() {
    return jobs.get(job.getName()).orElseThrow();
  }

  private String awaitConcept(String id) {
    String name = ResourceName.concept(tenant, id).toString();
    var unused = GatewayClient.get(concepts.await(name, Optional::isPresent));
    return name;
  }
}
