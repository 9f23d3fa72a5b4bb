package zoodip.singlefile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import zoodip.diffusion.weights.UnusedTensors;
import zoodip.safetensors.SafetensorsFile;

/** Tensors of a checkpoint that a diffusers folder has no use for. Any other must be converted. */
final class IgnoredKeys {
  /** Compares texts with images, and the encoder of these images. */
  private static final Pattern COMPARING =
      Pattern.compile(
          "(?:cond_stage_model|conditioner\\.embedders\\.0)\\.transformer\\.text_projection\\.weight"
              + "|(?:cond_stage_model|conditioner\\.embedders\\.\\d+)\\."
              + "(?:model\\.visual|transformer\\.(?:vision_model|visual_projection))\\..+");

  /** Stable Diffusion 2 takes the states before the last of ViT-H's 24 layers. */
  private static final int USED_LAYERS = 23;

  private final Optional<TextEncoderShape> shortened;
  private final int layers;

  private IgnoredKeys(Optional<TextEncoderShape> shortened, int layers) {
    this.shortened = shortened;
    this.layers = layers;
  }

  /**
   * Those of a file. Stable Diffusion 2 reads its text encoder before the last layer and without
   * the projection, so diffusers leaves both away. Files that were made from a diffusers folder
   * lack them already, and every layer that they have counts.
   */
  static IgnoredKeys of(SafetensorsFile file, CheckpointFamily family) {
    if (family != CheckpointFamily.STABLE_DIFFUSION_2) {
      return new IgnoredKeys(Optional.empty(), 0);
    }
    List<String> prefixes =
        Stream.concat(CheckpointFamily.OPEN_CLIP.stream(), CheckpointFamily.CLIP.stream()).toList();
    TextEncoderShape text = TextEncoderShape.of(file, prefixes);
    return new IgnoredKeys(Optional.of(text), usedLayers(text));
  }

  private static int usedLayers(TextEncoderShape text) {
    if (text.width() == TextEncoderShape.OPEN_CLIP_WIDTH) {
      return USED_LAYERS;
    }
    return text.projected() ? text.layers() - 1 : text.layers();
  }

  boolean include(String key) {
    return UnusedTensors.include(key)
        || MarkerTensors.NAMES.contains(key)
        || COMPARING.matcher(key).matches()
        || shortened.filter(text -> isBehind(text, key)).isPresent();
  }

  private boolean isBehind(TextEncoderShape text, String key) {
    if (!key.startsWith(text.prefix())) {
      return false;
    }
    String rest = key.substring(text.prefix().length());
    return TextEncoderShape.layer(rest) >= layers || rest.matches("text_projection(?:\\.weight)?");
  }
}
