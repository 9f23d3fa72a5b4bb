package zoodip.diffusion.vae;

import java.util.List;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.config.NetworkSize;
import zoodip.diffusion.network.Activations;

/**
 * The architecture of an autoencoder, from the {@code config.json} of diffusers' AutoencoderKL.
 *
 * @param latentChannels channels of the latents
 * @param channels channels of each level, highest resolution first
 * @param resnets residual blocks of each level of the encoder; one more in the decoder
 * @param scaling what the UNet's latents are multiplied with
 * @param forceUpcast whether its activations leave the range of fp16, as SDXL's do; true where the
 *     configuration does not say, as in diffusers
 */
public record VaeConfig(
    int imageChannels,
    int latentChannels,
    List<Integer> channels,
    int resnets,
    int groups,
    String activation,
    boolean middleAttention,
    boolean quantConv,
    boolean postQuantConv,
    double scaling,
    boolean forceUpcast) {
  /** Reads and checks a configuration; layouts that the program lacks are refused by field. */
  public static VaeConfig of(ConfigFile config) {
    List<Integer> channels = NetworkSize.levels(config);
    config.require("_class_name", "AutoencoderKL");
    Stream.of("shift_factor", "latents_mean", "latents_std").forEach(config::require);
    checkTypes(config, "down_block_types", "DownEncoderBlock2D", channels.size());
    checkTypes(config, "up_block_types", "UpDecoderBlock2D", channels.size());
    int groups = config.count("norm_num_groups", 32);
    checkGroups(config, channels, groups);
    return new VaeConfig(
        config.count("in_channels", 3),
        config.count("latent_channels", 4),
        channels,
        NetworkSize.requireLayersOfLevel(
            config, "layers_per_block", config.count("layers_per_block", 1)),
        groups,
        Activations.named(config, "act_fn", "silu"),
        config.flag("mid_block_add_attention", true),
        config.flag("use_quant_conv", true),
        config.flag("use_post_quant_conv", true),
        config.number("scaling_factor", 0.18215),
        config.flag("force_upcast", true));
  }

  private static void checkTypes(ConfigFile config, String field, String type, int levels) {
    List<String> types = config.texts(field);
    if (types.size() != levels || !types.stream().allMatch(type::equals)) {
      throw config.wrong(field, "is " + types + "; supported is " + type + " for each level");
    }
  }

  private static void checkGroups(ConfigFile config, List<Integer> channels, int groups) {
    for (int width : channels) {
      if (width % groups != 0) {
        throw config.wrong("norm_num_groups", groups + " does not divide " + width + " channels");
      }
    }
  }

  /** How many pixels lie on a latent's side. */
  public int factor() {
    return 1 << (channels.size() - 1);
  }
}
