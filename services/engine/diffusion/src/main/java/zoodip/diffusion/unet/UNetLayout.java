package zoodip.diffusion.unet;

import java.util.ArrayDeque;
import java.util.Deque;
import zoodip.diffusion.network.Layout;

/** Walks through a UNet as its program does and lists the weights that it meets. */
final class UNetLayout {
  private final UNetConfig config;
  private final Layout layout = new Layout();
  private final Deque<Integer> skips = new ArrayDeque<>();

  private UNetLayout(UNetConfig config) {
    this.config = config;
  }

  static Layout of(UNetConfig config) {
    UNetLayout walk = new UNetLayout(config);
    walk.ends();
    walk.down();
    walk.middle();
    walk.up();
    return walk.layout;
  }

  private void ends() {
    int first = config.width(0);
    layout.conv("conv_in", config.latentChannels(), first, config.inKernel());
    embedding("time_embedding", first);
    if (config.added().sizeWidth() > 0) {
      embedding("add_embedding", config.added().width());
    }
    layout.norm("conv_norm_out", first);
    layout.conv("conv_out", first, config.latentChannels(), config.outKernel());
  }

  private void embedding(String name, int in) {
    layout.linear(name + ".linear_1", in, config.timeWidth(), true);
    layout.linear(name + ".linear_2", config.timeWidth(), config.timeWidth(), true);
  }

  private void down() {
    int width = config.width(0);
    skips.push(width);
    for (int level = 0; level < config.levels(); level++) {
      String name = "down_blocks." + level;
      for (int i = 0; i < config.resnets().get(level); i++) {
        resnet(name + ".resnets." + i, width, config.width(level));
        width = config.width(level);
        if (config.downCross().get(level)) {
          transformer(name + ".attentions." + i, level);
        }
        skips.push(width);
      }
      if (level < config.levels() - 1) {
        layout.conv(name + ".downsamplers.0.conv", width, width, 3);
        skips.push(width);
      }
    }
  }

  private void middle() {
    int last = config.levels() - 1;
    resnet("mid_block.resnets.0", config.width(last), config.width(last));
    if (config.middleCross()) {
      transformer("mid_block.attentions.0", last);
      resnet("mid_block.resnets.1", config.width(last), config.width(last));
    }
  }

  private void up() {
    int width = config.width(config.levels() - 1);
    for (int i = 0; i < config.levels(); i++) {
      int level = config.levels() - 1 - i;
      String name = "up_blocks." + i;
      for (int j = 0; j <= config.resnets().get(level); j++) {
        resnet(name + ".resnets." + j, width + skips.pop(), config.width(level));
        width = config.width(level);
        if (config.upCross().get(i)) {
          transformer(name + ".attentions." + j, level);
        }
      }
      if (level > 0) {
        layout.conv(name + ".upsamplers.0.conv", width, width, 3);
      }
    }
  }

  private void resnet(String name, int in, int out) {
    layout.norm(name + ".norm1", in).conv(name + ".conv1", in, out, 3);
    layout.linear(name + ".time_emb_proj", config.timeWidth(), out, true);
    layout.norm(name + ".norm2", out).conv(name + ".conv2", out, out, 3);
    if (in != out) {
      layout.conv(name + ".conv_shortcut", in, out, 1);
    }
  }

  private void transformer(String name, int level) {
    int width = config.width(level);
    int inner = config.innerWidth(level);
    layout.norm(name + ".norm", width);
    projection(name + ".proj_in", width, inner);
    for (int i = 0; i < config.blocks().get(level); i++) {
      block(name + ".transformer_blocks." + i, inner);
    }
    projection(name + ".proj_out", inner, width);
  }

  private void projection(String name, int in, int out) {
    if (config.linearProjection()) {
      layout.linear(name, in, out, true);
    } else {
      layout.conv(name, in, out, 1);
    }
  }

  private void block(String name, int width) {
    layout.norm(name + ".norm1", width).norm(name + ".norm2", width).norm(name + ".norm3", width);
    attention(name + ".attn1", width, width);
    attention(name + ".attn2", width, config.contextWidth());
    layout.linear(name + ".ff.net.0.proj", width, 8 * width, true);
    layout.linear(name + ".ff.net.2", 4 * width, width, true);
  }

  private void attention(String name, int width, int context) {
    layout.linear(name + ".to_q", width, width, false);
    layout.linear(name + ".to_k", context, width, false);
    layout.linear(name + ".to_v", context, width, false);
    layout.linear(name + ".to_out.0", width, width, true);
  }
}
