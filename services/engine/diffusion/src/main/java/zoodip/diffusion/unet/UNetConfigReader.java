package zoodip.diffusion.unet;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.config.NetworkSize;
import zoodip.diffusion.network.Activations;

/** Reads the configuration of a UNet and refuses, by field, what the program does not do. */
final class UNetConfigReader {
  private static final String DOWN = "DownBlock2D";
  private static final String DOWN_CROSS = "CrossAttnDownBlock2D";
  private static final String UP = "UpBlock2D";
  private static final String UP_CROSS = "CrossAttnUpBlock2D";
  private static final String MIDDLE = "UNetMidBlock2D";
  private static final String MIDDLE_CROSS = "UNetMidBlock2DCrossAttn";

  static UNetConfig read(ConfigFile config) {
    refuseOtherLayouts(config);
    List<Integer> channels = NetworkSize.levels(config);
    int levels = channels.size();
    int groups = config.count("norm_num_groups", 32);
    checkGroups(config, channels, groups);
    List<Integer> heads = heads(config, levels);
    checkHeads(config, channels, heads);
    return new UNetConfig(
        latentChannels(config),
        sampleSize(config),
        channels,
        cross(config, "down_block_types", levels, DOWN, DOWN_CROSS),
        cross(config, "up_block_types", levels, UP, UP_CROSS),
        config.text("mid_block_type", MIDDLE_CROSS).equals(MIDDLE_CROSS),
        layers(config, "layers_per_block", levels, 2),
        layers(config, "transformer_layers_per_block", levels, 1),
        heads,
        config.count("cross_attention_dim"),
        groups,
        config.number("norm_eps", 1e-5),
        Activations.named(config, "act_fn", "silu"),
        config.flag("use_linear_projection", false),
        config.integer("downsample_padding", 1),
        config.flag("center_input_sample", false),
        config.count("conv_in_kernel", 3),
        config.count("conv_out_kernel", 3),
        config.count("time_embedding_dim", 4 * channels.get(0)),
        config.flag("flip_sin_to_cos", true),
        config.number("freq_shift", 0),
        config.flag("upcast_attention", false),
        added(config));
  }

  private static void refuseOtherLayouts(ConfigFile config) {
    config.require("_class_name", "UNet2DConditionModel");
    config.require("mid_block_type", MIDDLE_CROSS, MIDDLE);
    config.require("addition_embed_type", "text_time");
    config.require("attention_type", "default");
    config.require("time_embedding_type", "positional");
    config.require("resnet_time_scale_shift", "default");
    config.require("downsample_padding", 0, 1);
    Stream.of("mid_block_scale_factor", "resnet_out_scale_factor")
        .forEach(field -> config.require(field, 1, 1.0));
    Stream.of(
            "only_cross_attention",
            "mid_block_only_cross_attention",
            "dual_cross_attention",
            "resnet_skip_time_act",
            "class_embeddings_concat")
        .forEach(field -> config.require(field, false));
    Stream.of(
            "class_embed_type",
            "num_class_embeds",
            "encoder_hid_dim",
            "encoder_hid_dim_type",
            "time_cond_proj_dim",
            "time_embedding_act_fn",
            "timestep_post_act",
            "cross_attention_norm",
            "reverse_transformer_layers_per_block")
        .forEach(config::require);
  }

  private static int latentChannels(ConfigFile config) {
    int in = config.count("in_channels", 4);
    int out = config.count("out_channels", 4);
    if (in != out) {
      throw config.wrong(
          "in_channels",
          "is "
              + in
              + " while out_channels is "
              + out
              + ": inpainting and editing models are not"
              + " supported");
    }
    return in;
  }

  private static int sampleSize(ConfigFile config) {
    return config.has("sample_size") ? Collections.min(config.counts("sample_size", 2)) : 64;
  }

  private static List<Boolean> cross(
      ConfigFile config, String field, int levels, String plain, String cross) {
    List<String> types = config.texts(field);
    if (types.size() != levels) {
      throw config.wrong(field, "has " + types.size() + " entries for " + levels + " levels");
    }
    for (String type : types) {
      if (!type.equals(plain) && !type.equals(cross)) {
        throw config.wrong(field, "names " + type + "; supported are " + plain + " and " + cross);
      }
    }
    return types.stream().map(cross::equals).toList();
  }

  private static List<Integer> perLevel(ConfigFile config, String field, int levels, int absent) {
    return config.has(field) ? config.counts(field, levels) : Collections.nCopies(levels, absent);
  }

  private static List<Integer> layers(ConfigFile config, String field, int levels, int absent) {
    List<Integer> layers = perLevel(config, field, levels, absent);
    layers.forEach(count -> NetworkSize.requireLayersOfLevel(config, field, count));
    return layers;
  }

  /** The field that diffusers calls head dim holds the number of heads, for historical reasons. */
  private static List<Integer> heads(ConfigFile config, int levels) {
    String field = config.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    return perLevel(config, field, levels, 8);
  }

  private static void checkHeads(ConfigFile config, List<Integer> channels, List<Integer> heads) {
    for (int i = 0; i < channels.size(); i++) {
      if (heads.get(i) > channels.get(i)) {
        throw config.wrong(
            "attention_head_dim",
            heads.get(i) + " heads are too many for " + channels.get(i) + " channels");
      }
    }
  }

  private static void checkGroups(ConfigFile config, List<Integer> channels, int groups) {
    for (int width : channels) {
      if (width % groups != 0) {
        throw config.wrong("norm_num_groups", groups + " does not divide " + width + " channels");
      }
    }
  }

  private static UNetConfig.Added added(ConfigFile config) {
    if (!config.has("addition_embed_type")) {
      return UNetConfig.Added.NONE;
    }
    UNetConfig.Added added =
        new UNetConfig.Added(
            config.count("addition_time_embed_dim"),
            config.count("projection_class_embeddings_input_dim"));
    if (added.pooledWidth() < 1) {
      throw config.wrong(
          "projection_class_embeddings_input_dim",
          added.width() + " leaves no room for a pooled text beside six sizes");
    }
    return added;
  }

  private UNetConfigReader() {}
}
