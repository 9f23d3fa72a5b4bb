package zoodip.concepts.embeddings;

import java.nio.file.Path;
import java.util.Map;
import zoodip.events.v1.ConceptRecord;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingForm;
import zoodip.v1.ErrorReason;

/** Writes embeddings in the one form that the system keeps, and reads and checks them. */
public final class EmbeddingStore {
  private static final String CONTENT_TYPE = "application/octet-stream";

  private final Storage storage;

  public EmbeddingStore(Storage storage) {
    this.storage = storage;
  }

  /** Writes an embedding; writing it again changes nothing. */
  public void write(String key, String placeholder, Embedding embedding) {
    storage.put(key, EmbeddingForm.DIFFUSERS.write(placeholder, embedding, Map.of()), CONTENT_TYPE);
  }

  /**
   * The embedding of a concept.
   *
   * @throws ServiceException DATA_LOSS if it is gone, damaged, or not the one that the concept's
   *     digest names
   */
  public Embedding read(ConceptRecord concept) {
    Embedding embedding;
    try {
      embedding = Embedding.read(Path.of("file"), storage.get(concept.getEmbeddingKey()));
    } catch (ObjectMissingException e) {
      throw lost(concept, "is not in the object store", e);
    } catch (SafetensorsException e) {
      throw lost(concept, "is damaged (" + e.getMessage() + ")", e);
    }
    String found = Sha256.of(embedding.bytes());
    if (!found.equals(concept.getConcept().getEmbeddingSha256())) {
      throw lost(concept, "is not the one that was made: its SHA-256 is " + found, null);
    }
    return embedding;
  }

  private static ServiceException lost(ConceptRecord concept, String problem, Throwable cause) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_DATA_LOSS,
        "The embedding %s of %s %s; restore it, or delete the concept and import or train it again"
            .formatted(concept.getEmbeddingKey(), concept.getConcept().getName(), problem),
        cause);
  }
}
