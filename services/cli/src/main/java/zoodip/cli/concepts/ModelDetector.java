package zoodip.cli.concepts;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import zoodip.cli.connection.ResourceNames;
import zoodip.cli.errors.UsageException;
import zoodip.safetensors.embeddings.EmbeddingWidths;
import zoodip.v1.Model;

/** Which of a server's models the files of an embedding are for. */
final class ModelDetector {
  private static final String DIGEST = "zoodip.model_digest";

  private final List<EmbeddingPart> parts;
  private final List<Model> models;
  private final List<Integer> widths;

  private ModelDetector(List<EmbeddingPart> parts, List<Model> models) {
    this.parts = parts;
    this.models = models;
    widths = parts.stream().flatMap(part -> part.widths().stream()).sorted().toList();
  }

  /** A model, and how it was found. */
  record DetectedModel(Model model, String source) {}

  /**
   * The one that an exported file names, else the only one that takes such vectors.
   *
   * @param models those that generate images
   * @throws UsageException if it cannot be told
   */
  static DetectedModel of(List<EmbeddingPart> parts, List<Model> models) {
    ModelDetector detector = new ModelDetector(parts, models);
    return detector
        .named(DIGEST, Model::getDigest)
        .or(() -> detector.named("zoodip.model", Model::getName))
        .orElseGet(detector::fitting);
  }

  /** ", probably made for ..." if that is known. */
  static String origin(List<Integer> widths) {
    return EmbeddingWidths.family(widths)
        .map(family -> "; this embedding was probably made for " + family)
        .orElse("");
  }

  private Optional<DetectedModel> named(String key, Function<Model, String> property) {
    Predicate<Model> same =
        model -> property.apply(model).equals(parts.get(0).file().metadata().get(key));
    return models.stream()
        .filter(same.and(this::fits))
        .findFirst()
        .map(
            model ->
                new DetectedModel(model, "%s in %s".formatted(key, parts.get(0)) + changed(model)));
  }

  /** Said where a model has the name of the one that was learned with, but not its contents. */
  private String changed(Model model) {
    String digest = parts.get(0).file().metadata().getOrDefault(DIGEST, model.getDigest());
    return digest.equals(model.getDigest())
        ? ""
        : ", though it was learned with other contents of that name";
  }

  private boolean fits(Model model) {
    return model.getEmbeddingWidthsList().stream().sorted().toList().equals(widths);
  }

  private DetectedModel fitting() {
    if (models.size() == 1) {
      return new DetectedModel(models.get(0), "the server, which has no other");
    }
    List<Model> fitting = models.stream().filter(this::fits).toList();
    if (fitting.isEmpty()) {
      throw part().orElseGet(this::none);
    }
    if (fitting.size() > 1) {
      throw new UsageException(
          "Which model? Say --model with one of those that take vectors of width %s: %s"
              .formatted(
                  EmbeddingWidths.text(widths),
                  fitting.stream()
                      .map(model -> ResourceNames.id(model.getName()))
                      .collect(Collectors.joining(", "))));
    }
    return new DetectedModel(
        fitting.get(0),
        "the vectors' width %s, which no other takes".formatted(EmbeddingWidths.text(widths)));
  }

  /** Where one of two files is missing. */
  private Optional<UsageException> part() {
    return models.stream()
        .filter(model -> model.getEmbeddingWidthsList().containsAll(widths))
        .flatMap(
            model ->
                EmbeddingWidths.problem(
                    widths, model.getEmbeddingWidthsList(), ResourceNames.id(model.getName()))
                    .stream())
        .map(problem -> new UsageException(parts.get(0) + ": " + problem))
        .findFirst();
  }

  private UsageException none() {
    return new UsageException(
        "No model of the server takes vectors of width %s%s; it has %s"
            .formatted(
                EmbeddingWidths.text(widths),
                origin(widths),
                models.stream()
                    .map(
                        model ->
                            "%s (%s)"
                                .formatted(
                                    ResourceNames.id(model.getName()),
                                    EmbeddingWidths.text(model.getEmbeddingWidthsList())))
                    .collect(Collectors.joining(", "))));
  }
}
