package zoodip.cli.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import zoodip.cli.errors.UsageException;
import zoodip.diffusion.pipeline.ModelFamily;

/**
 * Which files of a model are brought in: configurations, vocabularies, and one variant of each
 * network's safetensors. Models often come with the same weights in other forms, with networks that
 * nothing here runs, and with a whole pipeline in one file beside the folders of its networks.
 */
final class ModelPaths {
  static final String PIPELINE = "model_index.json";
  private static final Set<String> PARTS =
      Set.of(
          "scheduler", "text_encoder", "text_encoder_2", "tokenizer", "tokenizer_2", "unet", "vae");
  private static final String HALF = "fp16";

  private ModelPaths() {}

  /**
   * Chooses from a model's paths.
   *
   * @param variant preferred where a network has it; if absent, the full weights, else fp16
   * @return from the paths that this engine reads to those of the model
   * @throws UsageException if no network has the variant
   */
  static Map<String, String> choose(Collection<String> paths, Optional<String> variant) {
    boolean pipeline = paths.contains(PIPELINE);
    Map<String, String> chosen = new TreeMap<>();
    Map<String, List<WeightFile>> networks = new LinkedHashMap<>();
    for (String path : new TreeSet<>(paths)) {
      if (isOfModel(path, pipeline)) {
        Optional<WeightFile> weights = WeightFile.of(path);
        if (weights.isPresent()) {
          networks
              .computeIfAbsent(weights.get().network(), n -> new ArrayList<>())
              .add(weights.get());
        } else if (path.endsWith(".json") || path.endsWith(".txt")) {
          chosen.put(path, path);
        }
      }
    }
    variant.ifPresent(name -> checkThere(name, networks));
    networks
        .values()
        .forEach(
            files ->
                files(files, variant)
                    .forEach(file -> chosen.putIfAbsent(file.plainPath(), file.path())));
    return chosen;
  }

  /** The folders of a family's networks. */
  static List<String> networks(ModelFamily family, boolean vae) {
    List<String> networks = new ArrayList<>(List.of("unet", "text_encoder"));
    if (family == ModelFamily.STABLE_DIFFUSION_XL) {
      networks.add("text_encoder_2");
    }
    if (vae) {
      networks.add("vae");
    }
    return networks;
  }

  private static boolean isOfModel(String path, boolean pipeline) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return !path.startsWith(".") && (!pipeline || path.equals(PIPELINE));
    }
    boolean inPart = slash == path.lastIndexOf('/') && PARTS.contains(path.substring(0, slash));
    return pipeline && inPart && path.charAt(slash + 1) != '.';
  }

  private static void checkThere(String variant, Map<String, List<WeightFile>> networks) {
    Set<String> there =
        networks.values().stream()
            .flatMap(List::stream)
            .map(WeightFile::variant)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!there.contains(variant)) {
      there.remove("");
      throw new UsageException(
          "The model has no variant '%s'; it has %s"
              .formatted(variant, there.isEmpty() ? "full weights only" : there));
    }
  }

  /** The files of one network in one variant: one with all of it, or an index and its shards. */
  private static List<WeightFile> files(List<WeightFile> all, Optional<String> wanted) {
    String variant = variant(all, wanted);
    List<WeightFile> files = all.stream().filter(file -> file.variant().equals(variant)).toList();
    List<WeightFile> whole =
        files.stream().filter(file -> file.form() == WeightFile.Form.WHOLE).toList();
    return whole.isEmpty() ? files : whole;
  }

  private static String variant(List<WeightFile> files, Optional<String> wanted) {
    Set<String> there =
        files.stream().map(WeightFile::variant).collect(Collectors.toCollection(TreeSet::new));
    return wanted
        .filter(there::contains)
        .or(() -> List.of("", HALF).stream().filter(there::contains).findFirst())
        .orElseGet(() -> there.iterator().next());
  }
}
