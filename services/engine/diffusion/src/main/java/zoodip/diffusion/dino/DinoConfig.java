package zoodip.diffusion.dino;

import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.config.NetworkSize;
import zoodip.diffusion.network.Activations;

/**
 * The architecture of a DINOv2 encoder, from transformers' Dinov2Config.
 *
 * @param innerWidth of the feed-forward layers
 * @param grid patches on a side of the images it was trained on
 * @param patch side of a patch, in pixels
 * @param swiglu whether the feed-forward layers are gated
 */
public record DinoConfig(
    int width,
    int innerWidth,
    int depth,
    int heads,
    int channels,
    int grid,
    int patch,
    double eps,
    String activation,
    boolean qkvBias,
    boolean swiglu) {
  /** Reads and checks a configuration. */
  public static DinoConfig of(ConfigFile config) {
    config.require("model_type", "dinov2");
    int width = config.count("hidden_size", 768);
    int heads = config.count("num_attention_heads", 12);
    if (width % heads != 0) {
      throw config.wrong(
          "num_attention_heads", heads + " heads do not divide hidden_size " + width);
    }
    boolean swiglu = config.flag("use_swiglu_ffn", false);
    int patch = config.count("patch_size", 14);
    return new DinoConfig(
        width,
        innerWidth((int) (width * config.number("mlp_ratio", 4)), swiglu),
        NetworkSize.layers(config),
        heads,
        config.count("num_channels", 3),
        config.count("image_size", 224) / patch,
        patch,
        config.number("layer_norm_eps", 1e-6),
        Activations.named(config, "hidden_act", "gelu"),
        config.flag("qkv_bias", true),
        swiglu);
  }

  /** Gated layers are two thirds as wide, rounded up to a multiple of eight. */
  private static int innerWidth(int width, boolean swiglu) {
    return swiglu ? (width * 2 / 3 + 7) / 8 * 8 : width;
  }
}
