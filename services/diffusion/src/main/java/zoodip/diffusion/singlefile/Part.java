package zoodip.diffusion.singlefile;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.safetensors.SafetensorsFile;

/**
 * One network of a checkpoint.
 *
 * @param prefix of its keys
 * @param folder of its own in a diffusers folder
 * @param fileName of its weights there
 */
record Part(String prefix, String folder, String fileName, Naming naming, NetworkWeights weights) {
  private static final String DIFFUSERS = "diffusion_pytorch_model.safetensors";
  private static final String TRANSFORMERS = "model.safetensors";

  static Part unet(SafetensorsFile file) {
    String prefix = CheckpointFamily.UNET;
    Naming naming = new UNetNaming(keys(file, prefix));
    return new Part(prefix, "unet", DIFFUSERS, naming, new NetworkWeights(file.path()));
  }

  static Part vae(SafetensorsFile file) {
    String prefix = CheckpointFamily.VAE;
    Naming naming = new VaeNaming(keys(file, prefix));
    return new Part(prefix, "vae", DIFFUSERS, naming, new NetworkWeights(file.path()));
  }

  /** The text encoders of a family. */
  static List<Part> textEncoders(SafetensorsFile file, CheckpointFamily family) {
    Naming clip = new ClipNaming();
    Naming openClip = new OpenClipNaming();
    return switch (family) {
      case STABLE_DIFFUSION_1 -> List.of(text(file, CheckpointFamily.CLIP_1, "", clip));
      case STABLE_DIFFUSION_2 -> List.of(text(file, CheckpointFamily.OPEN_CLIP_2, "", openClip));
      case STABLE_DIFFUSION_XL ->
          List.of(
              text(file, CheckpointFamily.CLIP_XL, "", clip),
              text(file, CheckpointFamily.OPEN_CLIP_XL, "_2", openClip));
    };
  }

  private static Part text(SafetensorsFile file, String prefix, String suffix, Naming naming) {
    return new Part(
        prefix, "text_encoder" + suffix, TRANSFORMERS, naming, new NetworkWeights(file.path()));
  }

  private static Set<String> keys(SafetensorsFile file, String prefix) {
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
    List<Weight> converted = naming.convert(key.substring(prefix.length()), Weight.of(file, key));
    converted.forEach(weight -> weights.add(key, weight));
    return !converted.isEmpty();
  }
}
