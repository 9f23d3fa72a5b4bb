package zoodip.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorNames;

/**
 * A checkpoint of Stable Diffusion 1.x, 2.x or XL in one safetensors file, with the keys of the
 * original programs. Source of the names: {@code ldm} of CompVis and {@code sgm} of Stability AI on
 * one side, {@code convert_from_ckpt.py} of diffusers on the other.
 */
public final class SingleFileCheckpoint {
  /** Of fp8 with scales, bitsandbytes and their like. */
  private static final Pattern SCALES =
      Pattern.compile(
          "(?:.+\\.)?(?:scaled_fp8|scale_weight|weight_scale|scale_input|input_scale|comfy_quant"
              + "|weight_scale_2|absmax|quant_map|nested_absmax|quant_state\\..+|SCB|qweight|qzeros)"
              + "|.+\\.weight\\.(?:absmax|quant_map|nested_.+|quant_state\\..+)");

  private final SafetensorsFile file;
  private final CheckpointFamily family;
  private final PipelineComponent unet;
  private final PipelineComponent vae;
  private final List<PipelineComponent> textEncoders;

  private SingleFileCheckpoint(SafetensorsFile file) {
    this.file = file;
    family = FamilyDetector.of(file);
    unet = PipelineComponent.unet(file);
    vae = PipelineComponent.vae(file);
    textEncoders = PipelineComponent.textEncoders(file, family);
  }

  /**
   * Writes a checkpoint as a diffusers folder, one tensor at a time. The same file gives the same
   * bytes.
   *
   * @param folder that is there and empty
   * @throws ConfigException for a file of another kind, or with a tensor that is not known
   * @throws zoodip.safetensors.SafetensorsException for a damaged file
   */
  public static void convert(Path file, Path folder, SingleFileOptions options) {
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      SingleFileCheckpoint checkpoint = new SingleFileCheckpoint(open);
      checkpoint.take(options.ignoreExtra());
      checkpoint.describe(folder, options);
      checkpoint.write(folder, options.vae().isPresent());
    }
  }

  private void take(boolean ignoreExtra) {
    MarkerTensors.refuseOtherTrainings(file);
    refuseScaledWeights();
    IgnoredKeys dropped = IgnoredKeys.of(file, family);
    List<String> unknown = new ArrayList<>();
    for (String key : file.names()) {
      if (!dropped.include(key)
          && parts().stream().noneMatch(component -> component.take(file, key))) {
        unknown.add(key);
      }
    }
    if (!unknown.isEmpty() && !ignoreExtra) {
      throw new ConfigException(
          file.path(),
          "%s %s not known; a %s checkpoint has none of that name. If the model is whole without, import it with --ignore-extra-tensors"
              .formatted(
                  TensorNames.of(unknown),
                  unknown.size() == 1 ? "is" : "are",
                  family.family().pipeline()));
    }
  }

  /** Without their scales such weights are others. */
  private void refuseScaledWeights() {
    Optional<String> scale =
        file.names().stream().filter(key -> SCALES.matcher(key).matches()).findFirst();
    if (scale.isPresent()) {
      throw new ConfigException(
          file.path(),
          "has quantized weights with scales apart (tensor %s), which are not read; import the fp16, bf16, fp32 or plain fp8 file of the same model"
              .formatted(scale.get()));
    }
  }

  private void describe(Path folder, SingleFileOptions options) {
    TrainingDescription trainingDescription =
        TrainingDescription.of(file, family, unet.weights(), options);
    JsonFolder json = new JsonFolder(folder);
    PipelineDescription.write(json, family, trainingDescription);
    SchedulerDescription.write(json, family, trainingDescription);
    json.write(
        "unet/config.json",
        UNetDescription.of(family, unet.weights(), trainingDescription, pooled()));
    for (PipelineComponent encoder : textEncoders) {
      TextEncoderDescription description = TextEncoderDescription.of(encoder, isOpenClip(encoder));
      json.write(encoder.folder() + "/config.json", description.json());
      TokenizerFiles.write(json, description, options.vocabulary());
    }
    if (options.vae().isPresent()) {
      ExternalVae.write(options.vae().get(), folder, family.family());
    } else {
      requireVae();
      boolean xl = family == CheckpointFamily.STABLE_DIFFUSION_XL;
      json.write(
          "vae/config.json", VaeDescription.of(xl, vae.weights(), trainingDescription.pixels()));
    }
  }

  private boolean isOpenClip(PipelineComponent encoder) {
    return switch (family) {
      case STABLE_DIFFUSION_1 -> false;
      case STABLE_DIFFUSION_2 -> true;
      case STABLE_DIFFUSION_XL -> encoder == textEncoders.get(1);
    };
  }

  private void requireVae() {
    if (vae.weights().isEmpty()) {
      throw new ConfigException(
          file.path(),
          "has no VAE (no tensor %s...), without which neither photos nor pictures can be coded; give one with --vae: a diffusers folder or a .safetensors file"
              .formatted(CheckpointFamily.VAE));
    }
  }

  /** Width of the pooled text that is a condition of its own; 0 for families without. */
  private int pooled() {
    return family == CheckpointFamily.STABLE_DIFFUSION_XL
        ? textEncoders.get(1).weights().dimension("text_projection.weight", 0)
        : 0;
  }

  private void write(Path folder, boolean withoutVae) {
    List<PipelineComponent> written = parts();
    if (withoutVae) {
      written.remove(vae);
    }
    for (PipelineComponent component : written) {
      Path target = folder.resolve(component.folder());
      try {
        Files.createDirectories(target);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + target, e);
      }
      component.weights().write(target.resolve(component.fileName()));
    }
  }

  private List<PipelineComponent> parts() {
    List<PipelineComponent> components = new ArrayList<>(textEncoders);
    components.add(unet);
    components.add(vae);
    return components;
  }
}
