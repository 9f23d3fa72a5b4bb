package zoodip.diffusion.text;

import zoodip.diffusion.config.ConfigFile;
import zoodip.diffusion.config.NetworkSize;
import zoodip.diffusion.network.Activations;

/**
 * The architecture of a CLIP text encoder, from transformers' CLIPTextConfig.
 *
 * @param tokens the longest text, its start and end included
 * @param endId the id that ends a text; 2 in old configurations, whatever the vocabulary
 * @param projection width of the projected pooled state; 0 for an encoder without projection
 */
public record TextConfig(
    int width,
    int innerWidth,
    int depth,
    int heads,
    int vocabulary,
    int tokens,
    double eps,
    String activation,
    int endId,
    int projection) {
  private static final int USUAL_END_ID = 49407;

  /**
   * Reads and checks a configuration.
   *
   * @param projection width of the projection that the checkpoint has, 0 for none
   */
  public static TextConfig of(ConfigFile config, int projection) {
    config.require("model_type", "clip_text_model");
    int width = config.count("hidden_size", 512);
    int heads = config.count("num_attention_heads", 8);
    if (width % heads != 0) {
      throw config.wrong(
          "num_attention_heads", heads + " heads do not divide hidden_size " + width);
    }
    return new TextConfig(
        width,
        config.count("intermediate_size", 4 * width),
        NetworkSize.layers(config),
        heads,
        config.count("vocab_size", 49408),
        config.count("max_position_embeddings", 77),
        config.number("layer_norm_eps", 1e-5),
        Activations.named(config, "hidden_act", "quick_gelu"),
        config.integer("eos_token_id", USUAL_END_ID),
        projection);
  }
}
