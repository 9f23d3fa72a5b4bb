package zoodip.singlefile;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/**
 * One network of a checkpoint.
 *
 * @param prefix of its keys
 * @param folder of its own in a diffusers folder
 * @param fileName of its weights there
 */
record PipelineComponent(
    String prefix, String folder, String fileName, KeyMapping keyMapping, StateDict weights) {
  private static final String DIFFUSERS = "diffusion_pytorch_model.safetensors";
  private static final String TRANSFORMERS = "model.safetensors";

  static PipelineComponent unet(SafetensorsFile file) {
    String prefix = CheckpointFamily.UNET;
    KeyMapping keyMapping = new UNetKeyMapping(keys(file, prefix));
    return new PipelineComponent(prefix, "unet", DIFFUSERS, keyMapping, new StateDict(file.path()));
  }

  static PipelineComponent vae(SafetensorsFile file) {
    return vae(file.path(), CheckpointFamily.VAE, keys(file, CheckpointFamily.VAE));
  }

  /**
   * An autoencoder.
   *
   * @param keys without the prefix
   */
  static PipelineComponent vae(Path file, String prefix, Set<String> keys) {
    return new PipelineComponent(
        prefix, "vae", DIFFUSERS, new VaeKeyMapping(keys), new StateDict(file));
  }

  /** The text encoders of a family. */
  static List<PipelineComponent> textEncoders(SafetensorsFile file, CheckpointFamily family) {
    PipelineComponent first = text(file, CheckpointFamily.CLIP, "");
    return switch (family) {
      case STABLE_DIFFUSION_1 -> List.of(first);
      case STABLE_DIFFUSION_2 -> List.of(text(file, anyFirst(), ""));
      case STABLE_DIFFUSION_XL -> List.of(first, text(file, CheckpointFamily.SECOND, "_2"));
    };
  }

  private static List<String> anyFirst() {
    return Stream.concat(CheckpointFamily.OPEN_CLIP.stream(), CheckpointFamily.CLIP.stream())
        .toList();
  }

  /** Tools write either's encoder under either's names. */
  private static PipelineComponent text(
      SafetensorsFile file, List<String> prefixes, String suffix) {
    KeyMapping clip = new ClipKeyMapping();
    KeyMapping openClip = new OpenClipKeyMapping();
    KeyMapping either =
        (key, weight) -> {
          List<LazyTensor> converted = clip.convert(key, weight);
          return converted.isEmpty() ? openClip.convert(key, weight) : converted;
        };
    return new PipelineComponent(
        TextEncoderShape.prefix(file, prefixes),
        "text_encoder" + suffix,
        TRANSFORMERS,
        either,
        new StateDict(file.path()));
  }

  static Set<String> keys(SafetensorsFile file, String prefix) {
    return file.names().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  /** Takes a tensor of the file, if it is one of this network's. */
  boolean take(SafetensorsFile file, String key) {
    if (!key.startsWith(prefix)) {
      return false;
    }
    LazyTensor tensor = LazyTensor.of(file, key);
    List<LazyTensor> converted = converted(file, key.substring(prefix.length()), tensor);
    converted.forEach(weight -> weights.add(key, weight));
    return !converted.isEmpty();
  }

  private List<LazyTensor> converted(SafetensorsFile file, String name, LazyTensor tensor) {
    try {
      return keyMapping.convert(name, tensor);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          file.path(),
          "tensor %s of shape %s %s".formatted(tensor.name(), tensor.shape(), e.getMessage()),
          e);
    }
  }
}
