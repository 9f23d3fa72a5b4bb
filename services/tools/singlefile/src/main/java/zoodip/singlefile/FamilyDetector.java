package zoodip.singlefile;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/** Tells from a file's keys and shapes what it is, and refuses what cannot be converted. */
final class FamilyDetector {
  private static final String FIRST_CONVOLUTION = CheckpointFamily.UNET + "input_blocks.0.0.weight";
  private static final String PROJECTION = CheckpointFamily.UNET + "middle_block.1.proj_in.weight";
  private static final long LATENT_CHANNELS = 4;
  private static final long INPAINTING_CHANNELS = 9;

  private final SafetensorsFile file;

  private FamilyDetector(SafetensorsFile file) {
    this.file = file;
  }

  /**
   * The family of a file.
   *
   * @throws ConfigException that says what the file is, if it is none that can be converted
   */
  static CheckpointFamily of(SafetensorsFile file) {
    FamilyDetector keys = new FamilyDetector(file);
    keys.refuseOtherKinds();
    keys.refuseOtherInputs();
    return keys.family();
  }

  private void refuseOtherKinds() {
    for (Map.Entry<String, Pattern> kind : UnsupportedCheckpoints.BY_NAME.entrySet()) {
      Optional<String> key =
          file.names().stream()
              .filter(name -> kind.getValue().matcher(name).lookingAt())
              .findFirst();
      if (key.isPresent()) {
        throw refused("is " + kind.getKey() + " (it has a tensor " + key.get() + ")");
      }
    }
    if (!file.contains(FIRST_CONVOLUTION)) {
      if (!has(CheckpointFamily.UNET)) {
        EmaWeights.refuseAlone(file, "diffusion_model");
      }
      throw refused("is no checkpoint of Stable Diffusion: there is no " + FIRST_CONVOLUTION);
    }
  }

  private void refuseOtherInputs() {
    var shape = file.entry(FIRST_CONVOLUTION).shape();
    long channels = shape.size() == 4 ? shape.get(1) : 0;
    if (channels == INPAINTING_CHANNELS) {
      throw refused("is an inpainting model: its UNet takes 9 channels, a mask among them");
    }
    if (channels != LATENT_CHANNELS) {
      throw refused(
          "is a model that starts from another picture (editing, depth, upscaling): its UNet takes"
              + " %d channels instead of 4".formatted(channels));
    }
  }

  private CheckpointFamily family() {
    XlTextEncoders encoders = XlTextEncoders.of(file);
    if (encoders.isRefiner()) {
      throw refused(
          "is the refiner of Stable Diffusion XL, which only improves pictures (its only text"
              + " encoder is OpenCLIP, at conditioner.embedders.0); import the base model, which"
              + " draws without it");
    }
    if (encoders.belongTo()) {
      encoders.requireBoth();
      return CheckpointFamily.STABLE_DIFFUSION_XL;
    }
    if (hasOne(CheckpointFamily.OPEN_CLIP)) {
      return CheckpointFamily.STABLE_DIFFUSION_2;
    }
    if (hasOne(CheckpointFamily.CLIP)) {
      return isSecond() ? CheckpointFamily.STABLE_DIFFUSION_2 : CheckpointFamily.STABLE_DIFFUSION_1;
    }
    throw refused("has a UNet without a text encoder; a whole checkpoint is needed");
  }

  /** The encoder of Stable Diffusion 2 as transformers names it, where that of 1 is expected. */
  private boolean isSecond() {
    long width = TextEncoderShape.of(file, CheckpointFamily.CLIP).width();
    if (width == TextEncoderShape.CLIP_WIDTH || width == TextEncoderShape.OPEN_CLIP_WIDTH) {
      return width == TextEncoderShape.OPEN_CLIP_WIDTH;
    }
    // of a smaller model: 2 projects by linear layers what 1 projects by convolutions
    return file.contains(PROJECTION) && file.entry(PROJECTION).shape().size() == 2;
  }

  private boolean hasOne(Collection<String> prefixes) {
    return TextEncoderShape.isThere(file, prefixes);
  }

  private boolean has(String prefix) {
    return file.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  private ConfigException refused(String what) {
    return new ConfigException(
        file.path(),
        what
            + "; supported are text-to-image checkpoints of Stable Diffusion 1.x, 2.x and XL, and"
            + " folders in the diffusers layout");
  }
}
