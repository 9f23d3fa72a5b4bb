package zoodip.diffusion.singlefile;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/** Tells from a file's keys and shapes what it is, and refuses what cannot be converted. */
final class FamilyOfKeys {
  private static final String FIRST_CONVOLUTION = CheckpointFamily.UNET + "input_blocks.0.0.weight";
  private static final long LATENT_CHANNELS = 4;
  private static final long INPAINTING_CHANNELS = 9;

  private final SafetensorsFile file;

  private FamilyOfKeys(SafetensorsFile file) {
    this.file = file;
  }

  /**
   * The family of a file.
   *
   * @throws ConfigException that says what the file is, if it is none that can be converted
   */
  static CheckpointFamily of(SafetensorsFile file) {
    FamilyOfKeys keys = new FamilyOfKeys(file);
    keys.refuseOtherKinds();
    keys.refuseOtherInputs();
    return keys.family();
  }

  private void refuseOtherKinds() {
    for (Map.Entry<String, Pattern> kind : OtherKinds.BY_NAME.entrySet()) {
      Optional<String> key =
          file.names().stream()
              .filter(name -> kind.getValue().matcher(name).lookingAt())
              .findFirst();
      if (key.isPresent()) {
        throw refused("is " + kind.getKey() + " (it has a tensor " + key.get() + ")");
      }
    }
    if (!file.contains(FIRST_CONVOLUTION)) {
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
    if (has(CheckpointFamily.OPEN_CLIP_XL)) {
      return CheckpointFamily.STABLE_DIFFUSION_XL;
    }
    if (has("conditioner.embedders.0.model.")) {
      throw refused("is the refiner of Stable Diffusion XL, which only improves pictures");
    }
    if (has(CheckpointFamily.OPEN_CLIP_2)) {
      return CheckpointFamily.STABLE_DIFFUSION_2;
    }
    if (has(CheckpointFamily.CLIP_1)) {
      return CheckpointFamily.STABLE_DIFFUSION_1;
    }
    throw refused("has a UNet without a text encoder; a whole checkpoint is needed");
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
