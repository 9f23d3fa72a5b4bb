package zoodip.inference.concepts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import zoodip.concepts.embeddings.EmbeddingStore;
import zoodip.diffusion.prompt.TokenEmbedding;
import zoodip.events.v1.ConceptRecord;
import zoodip.inference.InferenceConfig;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.kafka.CompactedView;
import zoodip.platform.names.ResourceName;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.storage.Storage;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;
import zoodip.v1.Model;

/**
 * The concepts that prompts may name, as the topic of concepts knows them; embeddings are read when
 * first asked for and the latest ones kept.
 */
@ApplicationScoped
public class Concepts {
  private final CompactedView<ConceptRecord> view;
  private final EmbeddingStore stored;
  private final Duration patience;
  private final Cache<String, Embedding> embeddings;

  @Inject
  public Concepts(
      CompactedView<ConceptRecord> view,
      Storage storage,
      InferenceConfig config,
      MeterRegistry meters) {
    this.view = view;
    stored = new EmbeddingStore(storage);
    patience = config.conceptPatience();
    embeddings =
        Caffeine.newBuilder().maximumSize(config.cachedConcepts()).executor(Runnable::run).build();
    Gauge.builder("zoodip.inference.concepts.cached", embeddings, Cache::estimatedSize)
        .description("Embeddings kept in memory")
        .register(meters);
  }

  /**
   * The concept that a prompt of the tenant names.
   *
   * @throws ServiceException UNKNOWN_CONCEPT, CONCEPT_OF_OTHER_MODEL, or DATA_LOSS if its embedding
   *     is missing or damaged
   */
  public LearnedConcept find(String tenant, String placeholder, Model model) {
    String name = ResourceName.concept(tenant, Placeholders.id(placeholder)).toString();
    ConceptRecord record = record(name).orElseThrow(() -> unknown(tenant, placeholder));
    checkModel(record.getConcept(), model);
    Embedding embedding = embedding(record);
    checkWidths(record, embedding, model);
    return new LearnedConcept(
        name,
        new TokenEmbedding(placeholder, embedding.encoders()),
        record.getConcept().getEmbeddingSha256());
  }

  /** A name that is not known yet is looked for once more with everything that is said by now. */
  private Optional<ConceptRecord> record(String name) {
    return view.get(name)
        .or(
            () -> {
              readToEnd();
              return view.get(name);
            });
  }

  private void readToEnd() {
    var end = view.readToEnd();
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      end.cancel(false);
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "Kafka does not tell which concepts there are; try again",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BACKEND_UNAVAILABLE,
          "This inference node shuts down; try again, another one takes over",
          e);
    }
  }

  private static ServiceException unknown(String tenant, String placeholder) {
    return new ServiceException(
        ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
        "%s has no concept %s, which a prompt names; Concepts.ListConcepts shows those it has"
            .formatted(tenant, placeholder),
        Map.of("placeholder", placeholder));
  }

  private static void checkModel(Concept concept, Model model) {
    if (!concept.getModel().equals(model.getName())) {
      throw ofOtherModel(
          "%s was learned for %s, not for %s: draw it with its own model or train it for this one"
              .formatted(concept.getName(), concept.getModel(), model.getName()));
    }
    if (!concept.getModelDigest().isEmpty()
        && !concept.getModelDigest().equals(model.getDigest())) {
      throw ofOtherModel(
          "%s was learned for other files of %s than are there now (digest %s, now %s): train it again"
              .formatted(
                  concept.getName(), model.getName(), concept.getModelDigest(), model.getDigest()));
    }
  }

  private static void checkWidths(ConceptRecord record, Embedding embedding, Model model) {
    if (!embedding.widths().equals(model.getEmbeddingWidthsList())) {
      throw ofOtherModel(
          "%s has vectors of width %s, but %s takes %s: train it for this model"
              .formatted(
                  record.getConcept().getName(),
                  embedding.widths(),
                  model.getName(),
                  model.getEmbeddingWidthsList()));
    }
  }

  private static ServiceException ofOtherModel(String message) {
    return new ServiceException(ErrorReason.ERROR_REASON_CONCEPT_OF_OTHER_MODEL, message);
  }

  /** Kept by the digest of the vectors, so a concept that is made anew is read anew. */
  private Embedding embedding(ConceptRecord record) {
    return embeddings.get(record.getConcept().getEmbeddingSha256(), sha256 -> stored.read(record));
  }
}
