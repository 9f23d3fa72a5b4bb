package zoodip.diffusion.clip;

import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.config.NetworkSize;
import zoodip.diffusion.network.Activations;

/**
 * The architecture of a CLIP image encoder, from transformers' CLIPVisionConfig.
 *
 * @param pixels side of the square image that it takes
 * @param patch side of a patch, in pixels
 * @param projection width of the projected features
 */
public record VisionConfig(
    int width,
    int innerWidth,
    int depth,
    int heads,
    int channels,
    int pixels,
    int patch,
    double eps,
    String activation,
    int projection) {
  /** Reads and checks a configuration. */
  public static VisionConfig of(ConfigFile config, int projection) {
    int width = config.count("hidden_size", 768);
    int heads = config.count("num_attention_heads", 12);
    if (width % heads != 0) {
      throw config.wrong(
          "num_attention_heads", heads + " heads do not divide hidden_size " + width);
    }
    return new VisionConfig(
        width,
        config.count("intermediate_size", 4 * width),
        NetworkSize.layers(config),
        heads,
        config.count("num_channels", 3),
        config.count("image_size", 224),
        config.count("patch_size", 32),
        config.number("layer_norm_eps", 1e-5),
        Activations.named(config, "hidden_act", "quick_gelu"),
        projection);
  }

  /** Patches of the whole image. */
  int patches() {
    return (pixels / patch) * (pixels / patch);
  }
}
