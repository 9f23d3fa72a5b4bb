package zoodip.diffusion.clip;

import java.util.List;
import zoodip.diffusion.network.Layout;

/** Lists the weights of a CLIP image encoder. */
final class VisionLayout {
  private VisionLayout() {}

  static Layout of(VisionConfig config) {
    int width = config.width();
    Layout layout = new Layout();
    String embeddings = "vision_model.embeddings.";
    layout.embedding(embeddings + "class_embedding", width);
    layout.conv(embeddings + "patch_embedding", config.channels(), width, config.patch(), false);
    layout.embedding(embeddings + "position_embedding.weight", config.patches() + 1, width);
    layout.norm("vision_model.pre_layrnorm", width);
    for (int i = 0; i < config.depth(); i++) {
      layer(layout, "vision_model.encoder.layers." + i, width, config.innerWidth());
    }
    layout.norm("vision_model.post_layernorm", width);
    return layout.linear("visual_projection", width, config.projection(), false);
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
