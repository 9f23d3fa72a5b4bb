package zoodip.diffusion.dino;

import java.util.List;
import zoodip.diffusion.network.Layout;

/** Lists the weights of a DINOv2 encoder. */
final class DinoLayout {
  private DinoLayout() {}

  static Layout of(DinoConfig config) {
    int width = config.width();
    Layout layout = new Layout();
    layout.embedding("embeddings.cls_token", 1, 1, width);
    layout.embedding("embeddings.position_embeddings", 1, config.grid() * config.grid() + 1, width);
    layout.conv("embeddings.patch_embeddings.projection", config.channels(), width, config.patch());
    for (int i = 0; i < config.depth(); i++) {
      layer(layout, "encoder.layer." + i, config);
    }
    return layout.norm("layernorm", width);
  }

  private static void layer(Layout layout, String name, DinoConfig config) {
    int width = config.width();
    layout.norm(name + ".norm1", width).norm(name + ".norm2", width);
    for (String part : List.of("query", "key", "value")) {
      layout.linear(name + ".attention.attention." + part, width, width, config.qkvBias());
    }
    layout.linear(name + ".attention.output.dense", width, width, true);
    layout.vector(name + ".layer_scale1.lambda1", width);
    layout.vector(name + ".layer_scale2.lambda1", width);
    if (config.swiglu()) {
      layout.linear(name + ".mlp.weights_in", width, 2 * config.innerWidth(), true);
      layout.linear(name + ".mlp.weights_out", config.innerWidth(), width, true);
    } else {
      layout.linear(name + ".mlp.fc1", width, config.innerWidth(), true);
      layout.linear(name + ".mlp.fc2", config.innerWidth(), width, true);
    }
  }
}
