package zoodip.diffusion.text;

import java.util.List;
import zoodip.diffusion.network.Layout;

/** Lists the weights of a CLIP text encoder. */
final class TextLayout {
  private TextLayout() {}

  static Layout of(TextConfig config) {
    Layout layout = new Layout();
    String embeddings = "text_model.embeddings.";
    layout.embedding(embeddings + "token_embedding.weight", config.vocabulary(), config.width());
    layout.embedding(embeddings + "position_embedding.weight", config.tokens(), config.width());
    for (int i = 0; i < config.depth(); i++) {
      layer(layout, "text_model.encoder.layers." + i, config.width(), config.innerWidth());
    }
    layout.norm("text_model.final_layer_norm", config.width());
    if (config.projection() > 0) {
      layout.linear("text_projection", config.width(), config.projection(), false);
    }
    return layout;
  }

  private static void layer(Layout layout, String name, int width, int inner) {
    layout.norm(name + ".layer_norm1", width).norm(name + ".layer_norm2", width);
    for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
      layout.linear(name + ".self_attn." + part, width, width, true);
    }
    layout.linear(name + ".mlp.fc1", width, inner, true);
    layout.linear(name + ".mlp.fc2", inner, width, true);
  }
}
