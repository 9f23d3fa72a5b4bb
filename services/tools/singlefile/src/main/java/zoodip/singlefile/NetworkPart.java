package zoodip.singlefile;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zoodip.safetensors.SafetensorsFile;

/**
 * One network of a checkpoint.
 *
 * @param prefix of its keys
 * @param folder of its own in a diffusers folder
 * @param fileName of its weights there
 */
record NetworkPart(
    String prefix, String folder, String fileName, Naming naming, NetworkWeights weights) {
  private static final String DIFFUSERS = "diffusion_pytorch_model.safetensors";
  private static final String TRANSFORMERS = "model.safetensors";

  static NetworkPart unet(SafetensorsFile file) {
    String prefix = CheckpointFamily.UNET;
    Naming naming = new UNetNaming(keys(file, prefix));
    return new NetworkPart(prefix, "unet", DIFFUSERS, naming, new NetworkWeights(file.path()));
  }

  static NetworkPart vae(SafetensorsFile file) {
    return vae(file.path(), CheckpointFamily.VAE, keys(file, CheckpointFamily.VAE));
  }

  /**
   * An autoencoder.
   *
   * @param keys without the prefix
   */
  static NetworkPart vae(Path file, String prefix, Set<String> keys) {
    return new NetworkPart(prefix, "vae", DIFFUSERS, new VaeNaming(keys), new NetworkWeights(file));
  }

  /** The text encoders of a family. */
  static List<NetworkPart> textEncoders(SafetensorsFile file, CheckpointFamily family) {
    NetworkPart first = text(file, CheckpointFamily.CLIP, "");
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
  private static NetworkPart text(SafetensorsFile file, List<String> prefixes, String suffix) {
    Naming clip = new ClipNaming();
    Naming openClip = new OpenClipNaming();
    Naming either =
        (key, weight) -> {
          List<PendingTensor> converted = clip.convert(key, weight);
          return converted.isEmpty() ? openClip.convert(key, weight) : converted;
        };
    return new NetworkPart(
        TextShape.prefix(file, prefixes),
        "text_encoder" + suffix,
        TRANSFORMERS,
        either,
        new NetworkWeights(file.path()));
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
    List<PendingTensor> converted =
        naming.convert(key.substring(prefix.length()), PendingTensor.of(file, key));
    converted.forEach(weight -> weights.add(key, weight));
    return !converted.isEmpty();
  }
}
