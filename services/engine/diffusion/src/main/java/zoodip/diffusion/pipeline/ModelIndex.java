package zoodip.diffusion.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigFile;

/**
 * The {@code model_index.json} of a diffusers folder.
 *
 * @param family the kind of model
 * @param zeroEmptyPrompt whether a missing negative prompt conditions on zeros instead of the empty
 *     text's states
 */
public record ModelIndex(ModelFamily family, boolean zeroEmptyPrompt) {

  /** Reads and checks the index of a model folder. */
  public static ModelIndex of(Path folder) {
    ConfigFile config = ConfigFile.read(folder.resolve("model_index.json"));
    String pipeline = config.text("_class_name");
    ModelFamily family =
        Arrays.stream(ModelFamily.values())
            .filter(known -> known.pipeline().equals(pipeline))
            .findFirst()
            .orElseThrow(() -> unsupported(config, pipeline));
    boolean zeros = family == ModelFamily.STABLE_DIFFUSION_XL;
    return new ModelIndex(family, zeros && config.flag("force_zeros_for_empty_prompt", true));
  }

  private static RuntimeException unsupported(ConfigFile config, String pipeline) {
    return config.wrong(
        "_class_name",
        "is "
            + pipeline
            + "; supported are "
            + Stream.of(ModelFamily.values()).map(ModelFamily::pipeline).toList());
  }
}
