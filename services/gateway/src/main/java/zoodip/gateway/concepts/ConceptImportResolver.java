package zoodip.gateway.concepts;

import com.google.protobuf.util.Timestamps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.models.ModelCatalog;
import zoodip.gateway.requests.PromptWords;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.names.ResourceName;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.embeddings.Embedding;
import zoodip.safetensors.embeddings.EmbeddingMagnitude;
import zoodip.safetensors.embeddings.EmbeddingWidths;
import zoodip.v1.Concept;
import zoodip.v1.ErrorReason;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.Model;

/** Makes of a file the concept that it is to be, and refuses what none can be made of. */
@ApplicationScoped
public class ConceptImportResolver {
  private static final String FIELD = "content";

  private final ModelCatalog models;
  private final int maxVectors;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public ConceptImportResolver(ModelCatalog models, GatewayConfig config) {
    this.models = models;
    maxVectors = config.concepts().maxVectors();
  }

  /** A concept, not made yet, and its embedding. */
  record Planned(Concept concept, Embedding embedding) {}

  /**
   * The concept as the request describes it.
   *
   * @throws ServiceException MODEL_NOT_FOUND, WRONG_MODEL_KIND, BAD_EMBEDDING, INVALID_REQUEST
   */
  Planned concept(ResourceName name, ImportConceptRequest request) {
    Model model = models.textToImage(request.getModel());
    byte[] content = request.getContent().toByteArray();
    Embedding embedding = embedding(content);
    requireVectors(embedding);
    requireMagnitude(embedding);
    requireWidths(embedding, model);
    FileMetadata metadata = metadata(content);
    return new Planned(
        Concept.newBuilder()
            .setName(name.toString())
            .setPlaceholder(name.placeholder())
            .setModel(model.getName())
            .setModelDigest(model.getDigest())
            .setClassWord(classWord(request, metadata))
            .setLiving(metadata.living())
            .setVectors(embedding.vectors())
            .addAllEmbeddingWidths(embedding.widths())
            .setEmbeddingSha256(Sha256.of(embedding.bytes()))
            .setCreateTime(Timestamps.fromMillis(clock.millis()))
            .build(),
        embedding);
  }

  private static String classWord(ImportConceptRequest request, FileMetadata metadata) {
    String asked = request.getClassWord().strip();
    PromptWords.require("class_word", "The class word", asked);
    return asked.isEmpty() ? metadata.classWord() : asked;
  }

  private static Embedding embedding(byte[] content) {
    try {
      return Embedding.read(Path.of(FIELD), content);
    } catch (SafetensorsException e) {
      throw badEmbedding(e.getMessage());
    }
  }

  private static FileMetadata metadata(byte[] content) {
    try (SafetensorsFile file = SafetensorsFile.of(Path.of(FIELD), content)) {
      return new FileMetadata(file.metadata());
    }
  }

  private void requireVectors(Embedding embedding) {
    if (embedding.vectors() > maxVectors) {
      throw badEmbedding(
          "content: %d vectors; at most %d fit a prompt"
              .formatted(embedding.vectors(), maxVectors));
    }
  }

  private static void requireMagnitude(Embedding embedding) {
    EmbeddingMagnitude.problem(embedding)
        .ifPresent(
            problem -> {
              throw badEmbedding(FIELD + ": " + problem);
            });
  }

  private static void requireWidths(Embedding embedding, Model model) {
    EmbeddingWidths.problem(embedding.widths(), model.getEmbeddingWidthsList(), model.getName())
        .ifPresent(
            problem -> {
              throw badEmbedding(FIELD + ": " + problem);
            });
  }

  private static ServiceException badEmbedding(String problem) {
    return ServiceException.invalid(ErrorReason.ERROR_REASON_BAD_EMBEDDING, FIELD, problem);
  }
}
