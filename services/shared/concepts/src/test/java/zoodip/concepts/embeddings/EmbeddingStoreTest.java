package zoodip.concepts.embeddings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.concepts.fixtures.ConceptStore;
import zoodip.events.v1.ConceptRecord;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;

class EmbeddingStoreTest {
  private static final String KEY = "tenants/t/concepts/c/imports/i/embedding.safetensors";
  private static final Embedding EMBEDDING =
      new Embedding(List.of(new float[][] {{1, -2}, {3, 4}}, new float[][] {{5, 6, 7}, {8, 9, 0}}));

  @TempDir static Path folder;
  private static ConceptStore objects;
  private static Storage storage;
  private final EmbeddingStore embeddings = new EmbeddingStore(storage);

  @BeforeAll
  static void start() {
    objects = new ConceptStore(folder);
    storage = objects.storage();
  }

  @AfterAll
  static void stop() {
    objects.close();
  }

  @Test
  void whatIsWrittenIsReadToTheBit() {
    embeddings.write(KEY, "<c>", EMBEDDING);
    Embedding read = embeddings.read(concept(EMBEDDING));
    assertArrayEquals(EMBEDDING.bytes(), read.bytes());
    assertEquals(List.of(2, 3), read.widths());
  }

  @Test
  void writingAgainGivesTheSameBytes() {
    embeddings.write(KEY, "<c>", EMBEDDING);
    byte[] first = storage.get(KEY);
    embeddings.write(KEY, "<c>", EMBEDDING);
    assertArrayEquals(first, storage.get(KEY));
  }

  @Test
  void anEmbeddingThatIsGoneIsALoss() {
    storage.delete(KEY);
    assertLoss("is not in the object store", EMBEDDING);
  }

  @Test
  void aDamagedEmbeddingIsALoss() {
    embeddings.write(KEY, "<c>", EMBEDDING);
    byte[] whole = storage.get(KEY);
    storage.put(KEY, java.util.Arrays.copyOf(whole, whole.length - 1), "text/plain");
    assertLoss("is damaged", EMBEDDING);
  }

  @Test
  void anotherEmbeddingThanTheConceptsIsALoss() {
    Embedding other = new Embedding(List.<float[][]>of(new float[][] {{1, 2}}));
    embeddings.write(KEY, "<c>", other);
    assertLoss(Sha256.of(other.bytes()), EMBEDDING);
  }

  private void assertLoss(String problem, Embedding wanted) {
    var error = assertThrows(ServiceException.class, () -> embeddings.read(concept(wanted)));
    assertEquals(ErrorReason.ERROR_REASON_DATA_LOSS, error.reason());
    assertTrue(error.getMessage().contains(problem), error.getMessage());
    assertTrue(error.getMessage().contains(KEY), error.getMessage());
  }

  private static ConceptRecord concept(Embedding embedding) {
    return ConceptRecord.newBuilder()
        .setConcept(
            Concept.newBuilder()
                .setName("tenants/t/concepts/c")
                .setEmbeddingSha256(Sha256.of(embedding.bytes())))
        .setEmbeddingKey(KEY)
        .build();
  }
}
