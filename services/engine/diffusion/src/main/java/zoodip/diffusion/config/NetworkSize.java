package zoodip.diffusion.config;

import java.util.List;

/** How much of anything a configuration may ask for: a layer takes time and memory when made. */
public final class NetworkSize {
  /** Layers of a transformer; no encoder here has more than 48. */
  private static final int MOST_LAYERS = 256;

  /** Layers of one level; Stable Diffusion XL has ten. */
  private static final int MOST_LAYERS_OF_LEVEL = 64;

  private static final int MOST_LEVELS = 16;

  private NetworkSize() {}

  /** Layers of a transformer, from {@code num_hidden_layers}; 12 where it is absent. */
  public static int layers(ConfigFile config) {
    return config.count("num_hidden_layers", 12, MOST_LAYERS);
  }

  /** Channels of each level, from {@code block_out_channels}. */
  public static List<Integer> levels(ConfigFile config) {
    List<Integer> channels = config.counts("block_out_channels");
    if (channels.size() > MOST_LEVELS) {
      throw config.wrong(
          "block_out_channels",
          "has %d levels; at most %d are supported".formatted(channels.size(), MOST_LEVELS));
    }
    return channels;
  }

  /**
   * Refuses more layers of one level than are supported.
   *
   * @param field that tells them
   * @return the layers
   */
  public static int requireLayersOfLevel(ConfigFile config, String field, int layers) {
    if (layers > MOST_LAYERS_OF_LEVEL) {
      throw config.wrong(
          field, "is %,d; at most %d is supported".formatted(layers, MOST_LAYERS_OF_LEVEL));
    }
    return layers;
  }
}
