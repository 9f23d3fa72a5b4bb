package zoodip.singlefile;

import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsFile;

/**
 * Weights that are averaged over the training (EMA). The training's code keeps them beside the
 * plain ones, under names without dots: {@code model_ema.diffusion_modelinput_blocks00weight}.
 */
final class EmaWeights {
  private static final String PREFIX = "model_ema.";

  private EmaWeights() {}

  /**
   * Refuses a file with averages of a network, of which the plain weights were looked for in vain.
   *
   * @param network how its flattened names begin
   * @throws ConfigException that says what to do
   */
  static void refuseAlone(SafetensorsFile file, String network) {
    if (file.names().stream().anyMatch(name -> name.startsWith(PREFIX + network))) {
      throw new ConfigException(
          file.path(),
          "has only EMA weights, under the flattened names of the training's code (%s...), and no plain ones, which alone are read: take the pruned or the non-EMA file of the same model, or convert this one with the code that trained it, which writes the averages in place of the plain weights"
              .formatted(PREFIX + network));
    }
  }
}
