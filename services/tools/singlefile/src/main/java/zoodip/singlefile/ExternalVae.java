package zoodip.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigException;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.pipeline.ModelFamily;
import zoodip.diffusion.vae.VaeConfig;
import zoodip.diffusion.weights.Checkpoint;
import zoodip.diffusion.weights.UnusedTensors;
import zoodip.safetensors.SafetensorsFile;

/**
 * An autoencoder that is given apart from a model: a folder of diffusers, a model's folder with one
 * in it, or a safetensors file with the names of diffusers or the original ones, on its own or
 * within a whole checkpoint.
 */
public final class ExternalVae {
  private static final String CONFIG = "config.json";
  private static final String STEM = "diffusion_pytorch_model";
  private static final String IN_ALL = "decoder.conv_in.weight";
  private static final List<String> PREFIXES =
      List.of(CheckpointFamily.VAE, "vae.", "first_stage_model.vae.", "");

  private final Path given;
  private final ModelFamily family;

  private ExternalVae(Path given, ModelFamily family) {
    this.given = given;
    this.family = family;
  }

  /**
   * Writes it as a model's {@code vae} folder.
   *
   * @param model folder of the model
   * @throws ConfigException if it is no autoencoder, or not one of this family
   * @throws zoodip.safetensors.SafetensorsException for a damaged file
   */
  public static void write(Path given, Path model, ModelFamily family) {
    ExternalVae vae = new ExternalVae(given, family);
    Path target = model.resolve("vae");
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
    if (Files.isDirectory(given)) {
      vae.writeFolder(target);
    } else {
      vae.writeFile(target);
    }
  }

  private void writeFolder(Path target) {
    Path inside = given.resolve("vae");
    Path folder = Files.isRegularFile(inside.resolve(CONFIG)) ? inside : given;
    if (!Files.isRegularFile(folder.resolve(CONFIG))) {
      throw new ConfigException(
          given, "is no autoencoder's folder: neither it nor a folder vae in it has config.json");
    }
    ConfigFile config = ConfigFile.read(folder.resolve(CONFIG));
    checkScaling(config, VaeConfig.of(config).scaling());
    new JsonFolder(target).copy(CONFIG, () -> Files.newInputStream(folder.resolve(CONFIG)));
    try (Checkpoint checkpoint = Checkpoint.open(folder, STEM)) {
      StateDict weights = new StateDict(folder);
      checkpoint.names().stream()
          .filter(key -> !UnusedTensors.include(key))
          .forEach(key -> weights.add(key, LazyTensor.of(checkpoint.home(key), key)));
      weights.write(target.resolve(STEM + ".safetensors"));
    }
  }

  /** Another family's scale would make other latents of the same photos. */
  private void checkScaling(ConfigFile config, double scaling) {
    double other = VaeDescription.scaling(family != ModelFamily.STABLE_DIFFUSION_XL);
    if (scaling == other) {
      throw config.wrong(
          "scaling_factor",
          "is %s, that of another family's autoencoder; the model's has %s"
              .formatted(
                  scaling, VaeDescription.scaling(family == ModelFamily.STABLE_DIFFUSION_XL)));
    }
  }

  private void writeFile(Path target) {
    try (SafetensorsFile file = SafetensorsFile.open(given)) {
      String prefix = prefix(file);
      Set<String> keys = PipelineComponent.keys(file, prefix);
      PipelineComponent component = PipelineComponent.vae(given, prefix, keys);
      boolean renamed = keys.stream().noneMatch(ExternalVae::isOfDiffusers);
      for (String key : file.names()) {
        if (key.startsWith(prefix) && !UnusedTensors.include(key)) {
          if (renamed) {
            var unused = component.take(file, key);
          } else {
            String name = key.substring(prefix.length());
            component.weights().add(key, LazyTensor.of(file, key).named(name));
          }
        }
      }
      boolean xl = family == ModelFamily.STABLE_DIFFUSION_XL;
      new JsonFolder(target).write(CONFIG, VaeDescription.of(xl, component.weights(), 0));
      component.weights().write(target.resolve(STEM + ".safetensors"));
    }
  }

  private String prefix(SafetensorsFile file) {
    Optional<String> prefix =
        PREFIXES.stream().filter(start -> file.contains(start + IN_ALL)).findFirst();
    if (prefix.isEmpty()) {
      EmaWeights.refuseAlone(file, "decoder");
      throw new ConfigException(
          given, "is no autoencoder (VAE) of Stable Diffusion: it has no tensor " + IN_ALL);
    }
    return prefix.get();
  }

  private static boolean isOfDiffusers(String key) {
    return Stream.of("encoder.down_blocks.", "decoder.up_blocks.").anyMatch(key::startsWith);
  }
}
