package zoodip.safetensors.embeddings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells by their widths what vectors are for. */
public final class EmbeddingWidths {
  private static final Map<List<Integer>, String> FAMILIES =
      Map.of(
          List.of(768), "Stable Diffusion 1",
          List.of(1024), "Stable Diffusion 2",
          List.of(768, 1280), "Stable Diffusion XL",
          List.of(1280), "the second text encoder of Stable Diffusion XL",
          List.of(4096), "the T5 text encoder of Stable Diffusion 3 or Flux");

  private EmbeddingWidths() {}

  /** "768 and 1280". */
  public static String text(List<Integer> widths) {
    return String.join(" and ", widths.stream().map(String::valueOf).toList());
  }

  /** The models that such vectors were probably made for. */
  public static Optional<String> family(List<Integer> widths) {
    return Optional.ofNullable(FAMILIES.get(widths));
  }

  /**
   * Why vectors cannot be used with a model; empty if they can.
   *
   * @param found their widths, one a text encoder
   * @param wanted the model's
   * @param model how to call it
   */
  public static Optional<String> problem(List<Integer> found, List<Integer> wanted, String model) {
    if (found.equals(wanted)) {
      return Optional.empty();
    }
    String misfit =
        "vectors of width %s, but %s takes %s".formatted(text(found), model, text(wanted));
    boolean part = found.size() == 1 && wanted.size() > 1 && wanted.contains(found.get(0));
    return Optional.of(misfit + "; " + (part ? missing(found, wanted) : origin(found)));
  }

  private static String missing(List<Integer> found, List<Integer> wanted) {
    List<Integer> rest = wanted.stream().filter(width -> !width.equals(found.get(0))).toList();
    return "those for its other text encoder%s are missing: where they are a file of their own, give both to zoodip concepts import"
        .formatted(rest.isEmpty() ? "" : ", of width " + text(rest) + ",");
  }

  private static String origin(List<Integer> found) {
    return family(found)
        .map(family -> "this embedding was probably made for " + family)
        .orElse("this embedding is of another model");
  }
}
