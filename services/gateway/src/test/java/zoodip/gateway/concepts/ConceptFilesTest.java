package zoodip.gateway.concepts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.platform.digest.Sha256;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.SafetensorsWriter;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingForm;
import zoodip.v1.Concept;
import zoodip.v1.ConceptFormat;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.ExportConceptRequest;
import zoodip.v1.ExportConceptResponse;
import zoodip.v1.GetConceptRequest;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.ListConceptsRequest;

@QuarkusTest
class ConceptFilesTest extends GatewayTestBase {
  private static final String XL = "models/two-encoders";
  private static final Embedding ONE = embedding(1, 128);

  @Inject ConceptFiles files;

  @ParameterizedTest
  @EnumSource(names = {"CONCEPT_FORMAT_DIFFUSERS", "CONCEPT_FORMAT_EMB_PARAMS"})
  void whatIsExportedCanBeImportedToTheBit(ConceptFormat format) {
    for (Embedding embedding : List.of(ONE, embedding(4, 128), embedding(2, 768, 1280))) {
      String id = "my-dog-" + embedding.vectors();
      String model = embedding.widths().size() == 1 ? MODEL : XL;
      Concept first = make(request(id, embedding).setModel(model).setClassWord("dog"));

      ExportConceptResponse file = export(first.getName(), format);
      Concept second = make(request(id + "-again").setModel(model).setContent(file.getContent()));

      assertEquals(Sha256.of(embedding.bytes()), second.getEmbeddingSha256());
      assertEquals(embedding.widths(), second.getEmbeddingWidthsList());
      assertEquals(embedding.vectors(), second.getVectors());
      assertEquals("dog", second.getClassWord());
    }
  }

  @Test
  void anImportedConceptIsThereAsSoonAsTheImportAnswers() {
    Concept made = make(request("my-dog", ONE).setClassWord("dog"));

    assertEquals(made, get("my-dog"));
    assertEquals(
        List.of(made),
        client
            .concepts()
            .listConcepts(ListConceptsRequest.newBuilder().setParent(tenant).build())
            .getConceptsList());
    assertEquals("<my-dog>", made.getPlaceholder());
    assertEquals(MODEL, made.getModel());
    assertEquals(64, made.getModelDigest().length());
    assertEquals("", made.getTrainingJob());
    assertTrue(made.hasCreateTime());
  }

  @Test
  void aClassWordOfMoreThanWordsIsRefused() {
    for (String classWord : List.of("((dog))", "dog {}", "\u001b[31mdog")) {
      refused(
          ErrorReason.ERROR_REASON_INVALID_REQUEST,
          () -> make(request("my-dog", ONE).setClassWord(classWord)));
    }
  }

  @Test
  void aFileForDiffusersHasItsNameItsTensorAndWhatItIs() {
    String name = make(request("my-dog", ONE).setClassWord("dog")).getName();

    ExportConceptResponse answer = export(name, ConceptFormat.CONCEPT_FORMAT_UNSPECIFIED);

    assertEquals("learned_embeds.safetensors", answer.getFilename());
    SafetensorsFile file = file(answer);
    assertEquals(Set.of("<my-dog>"), file.names());
    assertEquals(List.of(1L, 128L), file.entry("<my-dog>").shape());
    Map<String, String> metadata = file.metadata();
    assertEquals("<my-dog>", metadata.get("zoodip.placeholder"));
    assertEquals(MODEL, metadata.get("zoodip.model"));
    assertEquals("dog", metadata.get("zoodip.class_word"));
    assertEquals(Sha256.of(ONE.bytes()), metadata.get("zoodip.embedding_sha256"));
    assertTrue(metadata.values().stream().noneMatch(value -> value.contains(tenant)));
  }

  @Test
  void aFileForOtherProgramsIsCalledAsTheConcept() {
    String name = make(request("my-dog", ONE)).getName();

    ExportConceptResponse answer = export(name, ConceptFormat.CONCEPT_FORMAT_EMB_PARAMS);

    assertEquals("my-dog.safetensors", answer.getFilename());
    assertEquals(Set.of("emb_params"), file(answer).names());
  }

  @Test
  void halfPrecisionAndALoneVectorAreTaken() {
    byte[] half = new byte[256];
    for (int i = 1; i < half.length; i += 2) {
      half[i] = 0x3c; // 1 in fp16
    }
    Concept made =
        make(request("my-dog", new SafetensorsWriter().add("x", ElementType.F16, half, 128)));

    float[] ones = new float[128];
    Arrays.fill(ones, 1);
    assertEquals(Sha256.of(ones), made.getEmbeddingSha256());
  }

  @Test
  void aRetriedImportFindsTheFirst() {
    var request = request("my-dog", ONE).setRequestId("r1");
    Concept first = make(request);

    assertEquals(first, make(request));
    assertEquals(1, storage.list(tenant + "/concepts/my-dog/").size());
  }

  @Test
  void importsAtOnceWithOneRequestIdMakeOneConcept() {
    var request = request("my-dog", ONE).setRequestId("r1");
    List<CompletableFuture<Concept>> calls =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> make(request))).limit(8).toList();

    assertEquals(1, calls.stream().map(GatewayClient::get).distinct().count());
  }

  @Test
  void ofDifferentImportsAtOnceOneWinsAndTheOthersAreTold() {
    List<CompletableFuture<Concept>> calls =
        Stream.iterate(1, vectors -> vectors + 1)
            .limit(6)
            .map(vectors -> request("my-dog", embedding(vectors, 128)))
            .map(request -> CompletableFuture.supplyAsync(() -> make(request)))
            .toList();

    int winners = 0;
    for (CompletableFuture<Concept> call : calls) {
      try {
        Concept made = GatewayClient.get(call);
        assertEquals(get("my-dog"), made);
        winners++;
      } catch (StatusRuntimeException e) {
        assertEquals("ALREADY_EXISTS", GatewayClient.reason(e));
      }
    }
    assertEquals(1, winners);
    assertEquals(1, storage.list(tenant + "/concepts/my-dog/").size());
  }

  @Test
  void aRequestIdIsForOneImport() {
    make(request("my-dog", ONE).setRequestId("r1"));

    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> make(request("my-dog", embedding(2, 128)).setRequestId("r1")));
    refused(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        () -> make(request("my-cat", ONE).setRequestId("r1")));
  }

  @Test
  void aConceptIsNotReplacedByAFileUntilItIsDeleted() {
    String name = make(request("my-dog", ONE)).getName();
    var another = request("my-dog", embedding(2, 128));

    refused(ErrorReason.ERROR_REASON_ALREADY_EXISTS, () -> make(another));
    delete(name);

    assertEquals(2, make(another).getVectors());
  }

  @Test
  void aDeletedImportIsGoneWithItsFile() {
    String name = make(request("my-dog", ONE)).getName();

    delete(name);

    refused(ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> get("my-dog"));
    assertEquals(List.of(), storage.list(tenant + "/concepts/"));
  }

  @Test
  void whatAConceptReplacedIsDeletedWithoutTheFilesOfTheOneThatIs() {
    String name = make(request("my-dog", ONE)).getName();
    String old = tenant + "/jobs/j1/attempts/a1/embedding.safetensors";
    storage.put(old, new byte[] {1}, "application/octet-stream");
    ConceptRecord.Builder replaced = record(name).toBuilder().setEmbeddingKey(old);
    replaced.getConceptBuilder().setTrainingJob(tenant + "/trainingJobs/j1");

    files.deleteReplaced(replaced.build());

    assertEquals(List.of(), storage.list(tenant + "/jobs/"));
    assertEquals("learned_embeds.safetensors", export(name).getFilename());
  }

  @Test
  void validateOnlyMakesNothing() {
    Concept planned = make(request("my-dog", ONE).setValidateOnly(true));

    assertEquals(Sha256.of(ONE.bytes()), planned.getEmbeddingSha256());
    refused(ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND, () -> get("my-dog"));
    assertEquals(List.of(), storage.list(tenant + "/concepts/"));
    assertBad("width 64", request("my-dog", embedding(1, 64)).setValidateOnly(true));
  }

  @Test
  void aFileThatDoesNotFitIsRefusedWithWhatIsWrong() {
    assertBad("vectors of width 64, but models/toybox takes 128", request("x", embedding(1, 64)));
    assertBad("takes 768 and 1280", request("x", ONE).setModel(XL));
    assertBad(
        "other text encoder, of width 1280, are", request("x", embedding(1, 768)).setModel(XL));
    assertBad("made for Stable Diffusion 2", request("x", embedding(1, 1024)));
    assertBad("at most 75", request("x", embedding(76, 128)));
    assertBad(
        "several embeddings (a, b)",
        request(
            "x",
            new SafetensorsWriter().floats("a", new float[1], 1).floats("b", new float[1], 1)));
    assertBad(
        "1.0E30: beyond 65504",
        request("x", new SafetensorsWriter().floats("a", new float[] {1e30f}, 1)));
    assertBad("NaN", request("x", new SafetensorsWriter().floats("a", new float[] {Float.NaN}, 1)));
    assertBad(
        "not a safetensors file",
        request("x").setContent(ByteString.copyFromUtf8("a text that is no embedding")));
    assertEquals(List.of(), storage.list(tenant + "/concepts/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 20, 300})
  void aFileThatIsCutOffIsRefused(int length) {
    byte[] whole = EmbeddingForm.DIFFUSERS.write("<x>", ONE, Map.of());
    assertBad("content: ", request("x").setContent(ByteString.copyFrom(whole, 0, length)));
  }

  @Test
  void aModelThatIsNotThereOrDrawsNotIsRefused() {
    refused(
        ErrorReason.ERROR_REASON_MODEL_NOT_FOUND,
        () -> make(request("x", ONE).setModel("models/none")));
    refused(
        ErrorReason.ERROR_REASON_WRONG_MODEL_KIND,
        () -> make(request("x", ONE).setModel("models/toybox-clip")));
  }

  @Test
  void fieldsThatBreakRulesAreRefused() {
    for (var bad :
        List.of(
            request("", ONE),
            request("x"),
            request("x").setContent(ByteString.copyFrom(new byte[(16 << 20) + 1])))) {
      refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> make(bad));
    }
    String name = make(request("x", ONE)).getName();
    var unknown = ExportConceptRequest.newBuilder().setName(name).setFormatValue(77).build();
    refused(
        ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> client.concepts().exportConcept(unknown));
  }

  @Test
  void aConceptThatIsNotThereCannotBeExported() {
    refused(
        ErrorReason.ERROR_REASON_CONCEPT_NOT_FOUND,
        () -> export(tenant + "/concepts/none", ConceptFormat.CONCEPT_FORMAT_DIFFUSERS));
  }

  @Test
  void anEmbeddingThatIsGoneOrDamagedIsALossOfData() {
    String name = make(request("my-dog", ONE)).getName();
    String key = record(name).getEmbeddingKey();
    byte[] damaged = storage.get(key);
    damaged[damaged.length - 1] ^= 1;
    storage.put(key, damaged, "application/octet-stream");
    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> export(name));
    storage.delete(key);
    refused(ErrorReason.ERROR_REASON_DATA_LOSS, () -> export(name));
  }

  /** Its files go first: who comes between hears that it is gone, not that data is lost. */
  @Test
  void aConceptDeletedWhileItIsExportedIsNotFound() {
    String name = make(request("my-dog", ONE)).getName();
    storage.delete(record(name).getEmbeddingKey());

    CompletableFuture<ExportConceptResponse> late =
        CompletableFuture.supplyAsync(() -> export(name));
    delete(name);

    var error = assertThrows(StatusRuntimeException.class, () -> GatewayClient.get(late));
    assertEquals("CONCEPT_NOT_FOUND", GatewayClient.reason(error));
  }

  private void assertBad(String problem, ImportConceptRequest.Builder request) {
    var error = refused(ErrorReason.ERROR_REASON_BAD_EMBEDDING, () -> make(request));
    String message = error.getStatus().getDescription();
    assertTrue(message.contains(problem), message);
  }

  private ImportConceptRequest.Builder request(String id) {
    return ImportConceptRequest.newBuilder().setParent(tenant).setConceptId(id).setModel(MODEL);
  }

  private ImportConceptRequest.Builder request(String id, SafetensorsWriter file) {
    return request(id).setContent(ByteString.copyFrom(file.toBytes()));
  }

  private ImportConceptRequest.Builder request(String id, Embedding embedding) {
    byte[] file = EmbeddingForm.DIFFUSERS.write("<whatever>", embedding, Map.of());
    return request(id).setContent(ByteString.copyFrom(file));
  }

  private Concept make(ImportConceptRequest.Builder request) {
    return client.concepts().importConcept(request.build());
  }

  private Concept get(String id) {
    String name = tenant + "/concepts/" + id;
    return client.concepts().getConcept(GetConceptRequest.newBuilder().setName(name).build());
  }

  private void delete(String name) {
    var unused =
        client.concepts().deleteConcept(DeleteConceptRequest.newBuilder().setName(name).build());
  }

  private ExportConceptResponse export(String name) {
    return export(name, ConceptFormat.CONCEPT_FORMAT_DIFFUSERS);
  }

  private ExportConceptResponse export(String name, ConceptFormat format) {
    return client
        .concepts()
        .exportConcept(ExportConceptRequest.newBuilder().setName(name).setFormat(format).build());
  }

  private ConceptRecord record(String name) {
    return concepts.get(name).orElseThrow();
  }

  private static SafetensorsFile file(ExportConceptResponse answer) {
    return SafetensorsFile.of(Path.of(answer.getFilename()), answer.getContent().toByteArray());
  }

  private static Embedding embedding(int vectors, int... widths) {
    return new Embedding(
        Arrays.stream(widths)
            .mapToObj(
                width -> {
                  float[][] rows = new float[vectors][width];
                  for (int i = 0; i < vectors * width; i++) {
                    rows[i / width][i % width] = (float) Math.sin(i + width);
                  }
                  return rows;
                })
            .toList());
  }
}
