package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zoodip.diffusion.weights.UnusedTensors;
import zoodip.safetensors.SafetensorsFile;

/** Tensors of a checkpoint that a diffusers folder has no use for. Any other must be converted. */
final class DroppedKeys {
  /** Compares texts with images, and the encoder of these images. */
  private static final Pattern COMPARING =
      Pattern.compile(
          "(?:cond_stage_model|conditioner\\.embedders\\.0)\\.transformer\\.text_projection\\.weight"
              + "|(?:cond_stage_model|conditioner\\.embedders\\.\\d+)\\."
              + "(?:model\\.visual|transformer\\.(?:vision_model|visual_projection))\\..+");

  /** Stable Diffusion 2 takes the states before the last of ViT-H's 24 layers. */
  private static final int USED_LAYERS = 23;

  private final Optional<TextShape> shortened;
  private final int layers;

  private DroppedKeys(Optional<TextShape> shortened, int layers) {
    this.shortened = shortened;
    this.layers = layers;
  }

  /**
   * Those of a file. Stable Diffusion 2 reads its text encoder before the last layer and without
   * the projection, so diffusers leaves both away. Files that were made from a diffusers folder
   * lack them already, and every layer that they have counts.
   */
  static DroppedKeys of(SafetensorsFile file, CheckpointFamily family) {
    if (family != CheckpointFamily.STABLE_DIFFUSION_2) {
      return new DroppedKeys(Optional.empty(), 0);
    }
    List<String> prefixes =
        Stream.concat(CheckpointFamily.OPEN_CLIP.stream(), CheckpointFamily.CLIP.stream()).toList();
    TextShape text = TextShape.of(file, prefixes);
    return new DroppedKeys(Optional.of(text), usedLayers(text));
  }

  private static int usedLayers(TextShape text) {
    if (text.width() == TextShape.OPEN_CLIP_WIDTH) {
      return USED_LAYERS;
    }
    return text.projected() ? text.layers() - 1 : text.layers();
  }

  boolean include(String key) {
    return UnusedTensors.include(key)
        || TrainingMarks.NAMES.contains(key)
        || COMPARING.matcher(key).matches()
        || shortened.filter(text -> isBehind(text, key)).isPresent();
  }

  private boolean isBehind(TextShape text, String key) {
    if (!key.startsWith(text.prefix())) {
      return false;
    }
    String rest = key.substring(text.prefix().length());
    return TextShape.layer(rest) >= layers || rest.matches("text_projection(?:\\.weight)?");
  }
}
