package zoodip.gateway.concepts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.jobs.JobLog;
import zoodip.gateway.requests.Fingerprint;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;
import zoodip.v1.ErrorReason;
import zoodip.v1.ImportConceptRequest;

/**
 * Makes concepts from files so that any number of imports with one request id, at once or later,
 * make one concept. The embedding is stored first; what makes the concept exist is the event.
 */
@ApplicationScoped
public class ConceptImport {
  private final ConceptCatalog concepts;
  private final ConceptImportResolver resolver;
  private final EmbeddingStore embeddings;
  private final Storage storage;
  private final JobLog log;

  @Inject
  public ConceptImport(
      ConceptCatalog concepts, ConceptImportResolver resolver, Storage storage, JobLog log) {
    this.concepts = concepts;
    this.resolver = resolver;
    this.storage = storage;
    this.log = log;
    embeddings = new EmbeddingStore(storage);
  }

  /**
   * The concept of that name; made unless an earlier import with this request id made it.
   *
   * @throws ServiceException MODEL_NOT_FOUND, WRONG_MODEL_KIND, BAD_EMBEDDING, ALREADY_EXISTS,
   *     REQUEST_ID_REUSED, BACKEND_UNAVAILABLE
   */
  ConceptRecord make(ImportConceptRequest request) {
    ResourceName name = ResourceName.concept(request.getParent(), request.getConceptId());
    String fingerprint = Fingerprint.of(contents(request));
    requireUnused(request, name);
    Optional<ConceptRecord> existing = concepts.find(name);
    if (existing.isPresent()) {
      return same(existing.get(), request.getRequestId(), fingerprint);
    }
    ConceptImportResolver.Planned planned = resolver.concept(name, request);
    ConceptRecord wanted =
        ConceptRecord.newBuilder()
            .setConcept(planned.concept())
            .setEmbeddingKey(key(name, request.getRequestId(), fingerprint))
            .setRequestId(request.getRequestId())
            .setFingerprint(fingerprint)
            .build();
    return request.getValidateOnly() ? wanted : publish(name, wanted, planned);
  }

  private ConceptRecord publish(
      ResourceName name, ConceptRecord wanted, ConceptImportResolver.Planned planned) {
    embeddings.write(wanted.getEmbeddingKey(), name.placeholder(), planned.embedding());
    ConceptRecord published = log.importConcept(name, wanted);
    if (published.getEmbeddingKey().equals(wanted.getEmbeddingKey())) {
      return published;
    }
    storage.delete(wanted.getEmbeddingKey());
    return same(published, wanted.getRequestId(), wanted.getFingerprint());
  }

  private static ConceptRecord same(ConceptRecord existing, String requestId, String fingerprint) {
    if (requestId.isEmpty() || !existing.getRequestId().equals(requestId)) {
      throw ServiceException.invalid(
          ErrorReason.ERROR_REASON_ALREADY_EXISTS,
          "concept_id",
          existing.getConcept().getName()
              + " exists already, and a file does not replace it; delete it first or choose"
              + " another concept_id");
    }
    if (!existing.getFingerprint().equals(fingerprint)) {
      throw reused(existing);
    }
    return existing;
  }

  /** Of two imports with the same request id and contents the key is the same. */
  private static String key(ResourceName name, String requestId, String fingerprint) {
    String source = requestId.isEmpty() ? "" : requestId + "\n" + fingerprint;
    return ObjectKeys.importedEmbedding(
        name, ResourceName.forCreate(name.parent(), "imports", source).id());
  }

  private void requireUnused(ImportConceptRequest request, ResourceName name) {
    String requestId = request.getRequestId();
    if (!requestId.isEmpty()) {
      concepts
          .importedBy(request.getParent(), requestId)
          .filter(concept -> !concept.getConcept().getName().equals(name.toString()))
          .ifPresent(
              concept -> {
                throw reused(concept);
              });
    }
  }

  private static ServiceException reused(ConceptRecord existing) {
    return ServiceException.invalid(
        ErrorReason.ERROR_REASON_REQUEST_ID_REUSED,
        "request_id",
        "This request_id made %s for a request with other contents; use a fresh one"
            .formatted(existing.getConcept().getName()));
  }

  /** What makes two imports the same: everything that a client sets, but for the request id. */
  private static ImportConceptRequest contents(ImportConceptRequest request) {
    return ImportConceptRequest.newBuilder()
        .setParent(request.getParent())
        .setConceptId(request.getConceptId())
        .setModel(request.getModel())
        .setClassWord(request.getClassWord())
        .setContent(request.getContent())
        .build();
  }
}
