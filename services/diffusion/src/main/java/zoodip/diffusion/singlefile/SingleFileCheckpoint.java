package zoodip.diffusion.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/**
 * A checkpoint of Stable Diffusion 1.x, 2.x or XL in one safetensors file, with the keys of the
 * original programs. Source of the names: {@code ldm} of CompVis and {@code sgm} of Stability AI on
 * one side, {@code convert_from_ckpt.py} of diffusers on the other.
 */
public final class SingleFileCheckpoint {
  private final SafetensorsFile file;
  private final CheckpointFamily family;
  private final Part unet;
  private final Part vae;
  private final List<Part> textEncoders;

  private SingleFileCheckpoint(SafetensorsFile file) {
    this.file = file;
    family = FamilyOfKeys.of(file);
    unet = Part.unet(file);
    vae = Part.vae(file);
    textEncoders = Part.textEncoders(file, family);
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
      checkpoint.take();
      checkpoint.describe(folder, options);
      checkpoint.write(folder);
    }
  }

  private void take() {
    IgnoredKeys ignored = IgnoredKeys.of(file.names());
    for (String key : file.names()) {
      if (!ignored.includes(key) && parts().stream().noneMatch(part -> part.take(file, key))) {
        throw new ConfigException(
            file.path(),
            "tensor %s is not known; a %s checkpoint has none of that name"
                .formatted(key, family.family().pipeline()));
      }
    }
  }

  private void describe(Path folder, SingleFileOptions options) {
    Training training = Training.of(family, unet.weights(), CheckpointMarks.of(file), options);
    JsonFolder json = new JsonFolder(folder);
    PipelineDescription.write(json, family);
    SchedulerDescription.write(json, family, training);
    json.write("unet/config.json", UNetDescription.of(family, unet.weights(), training, pooled()));
    json.write("vae/config.json", VaeDescription.of(family, vae.weights(), training));
    for (Part encoder : textEncoders) {
      TextEncoderDescription description = TextEncoderDescription.of(encoder);
      json.write(encoder.folder() + "/config.json", description.json());
      TokenizerFiles.write(json, description, options.vocabulary());
    }
  }

  /** Width of the pooled text that is a condition of its own; 0 for families without. */
  private int pooled() {
    return family == CheckpointFamily.STABLE_DIFFUSION_XL
        ? textEncoders.get(1).weights().dimension("text_projection.weight", 0)
        : 0;
  }

  private void write(Path folder) {
    for (Part part : parts()) {
      Path target = folder.resolve(part.folder());
      try {
        Files.createDirectories(target);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + target, e);
      }
      part.weights().write(target.resolve(part.fileName()));
    }
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>(textEncoders);
    parts.add(unet);
    parts.add(vae);
    return parts;
  }
}
