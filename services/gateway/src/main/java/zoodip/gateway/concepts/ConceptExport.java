package zoodip.gateway.concepts;

import com.google.protobuf.ByteString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.jobs.JobLog;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingForm;
import zoodip.v1.ConceptFormat;
import zoodip.v1.ErrorReason;
import zoodip.v1.ExportConceptResponse;

/** Writes concepts as the files that other programs read. */
@ApplicationScoped
public class ConceptExport {
  /** How long the end of a concept whose files are gone may take to be seen. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final ConceptCatalog concepts;
  private final EmbeddingStore embeddings;
  private final JobLog log;

  @Inject
  public ConceptExport(ConceptCatalog concepts, Storage storage, JobLog log) {
    this.concepts = concepts;
    this.log = log;
    embeddings = new EmbeddingStore(storage);
  }

  /**
   * The concept as a file.
   *
   * @throws ServiceException CONCEPT_NOT_FOUND, DATA_LOSS, or INVALID_REQUEST for an unknown format
   */
  ExportConceptResponse file(ResourceName name, ConceptFormat format) {
    EmbeddingForm form = form(format);
    ConceptRecord concept = concepts.get(name);
    Embedding embedding;
    try {
      embedding = embeddings.read(concept);
    } catch (ServiceException e) {
      concept = changed(name, concept, e);
      embedding = embeddings.read(concept);
    }
    byte[] content =
        form.write(
            concept.getConcept().getPlaceholder(),
            embedding,
            FileMetadata.of(concept.getConcept()));
    return ExportConceptResponse.newBuilder()
        .setFilename(filename(form, name))
        .setContent(ByteString.copyFrom(content))
        .build();
  }

  /** What the concept has become, whose files go before it does; else the loss is one. */
  private ConceptRecord changed(ResourceName name, ConceptRecord read, ServiceException loss) {
    Optional<ConceptRecord> now = log.awaitChange(name, read, MOMENT);
    if (now.equals(Optional.of(read))) {
      throw loss;
    }
    return now.orElseGet(() -> concepts.get(name));
  }

  private static String filename(EmbeddingForm form, ResourceName name) {
    return switch (form) {
      case DIFFUSERS -> "learned_embeds.safetensors";
      case EMB_PARAMS -> name.id() + ".safetensors";
    };
  }

  private static EmbeddingForm form(ConceptFormat format) {
    return switch (format) {
      case CONCEPT_FORMAT_UNSPECIFIED, CONCEPT_FORMAT_DIFFUSERS -> EmbeddingForm.DIFFUSERS;
      case CONCEPT_FORMAT_EMB_PARAMS -> EmbeddingForm.EMB_PARAMS;
      case UNRECOGNIZED ->
          throw ServiceException.invalid(
              ErrorReason.ERROR_REASON_INVALID_REQUEST, "format", "This format is not known");
    };
  }
}
