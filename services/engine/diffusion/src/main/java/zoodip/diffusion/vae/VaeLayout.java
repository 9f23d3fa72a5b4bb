package zoodip.diffusion.vae;

import java.util.List;
import zoodip.diffusion.network.Layout;

/** Walks through an autoencoder as its program does and lists the weights that it meets. */
final class VaeLayout {
  private final VaeConfig config;
  private final Layout layout = new Layout();

  private VaeLayout(VaeConfig config) {
    this.config = config;
  }

  static Layout encoder(VaeConfig config) {
    VaeLayout walk = new VaeLayout(config);
    walk.encoder();
    return walk.layout;
  }

  static Layout decoder(VaeConfig config) {
    VaeLayout walk = new VaeLayout(config);
    walk.decoder();
    return walk.layout;
  }

  private void encoder() {
    List<Integer> channels = config.channels();
    int width = channels.get(0);
    layout.conv("encoder.conv_in", config.imageChannels(), width, 3);
    for (int level = 0; level < channels.size(); level++) {
      String name = "encoder.down_blocks." + level;
      level(name, config.resnets(), width, channels.get(level));
      width = channels.get(level);
      if (level < channels.size() - 1) {
        layout.conv(name + ".downsamplers.0.conv", width, width, 3);
      }
    }
    int moments = 2 * config.latentChannels();
    middle("encoder.mid_block", width);
    end("encoder", width, moments);
    if (config.quantConv()) {
      layout.conv("quant_conv", moments, moments, 1);
    }
  }

  private void decoder() {
    List<Integer> channels = config.channels();
    int width = channels.get(channels.size() - 1);
    if (config.postQuantConv()) {
      layout.conv("post_quant_conv", config.latentChannels(), config.latentChannels(), 1);
    }
    layout.conv("decoder.conv_in", config.latentChannels(), width, 3);
    middle("decoder.mid_block", width);
    for (int i = 0; i < channels.size(); i++) {
      int level = channels.size() - 1 - i;
      String name = "decoder.up_blocks." + i;
      level(name, config.resnets() + 1, width, channels.get(level));
      width = channels.get(level);
      if (level > 0) {
        layout.conv(name + ".upsamplers.0.conv", width, width, 3);
      }
    }
    end("decoder", width, config.imageChannels());
  }

  private void level(String name, int resnets, int in, int out) {
    for (int i = 0; i < resnets; i++) {
      resnet(name + ".resnets." + i, i == 0 ? in : out, out);
    }
  }

  private void middle(String name, int width) {
    resnet(name + ".resnets.0", width, width);
    if (config.middleAttention()) {
      attention(name + ".attentions.0", width);
    }
    resnet(name + ".resnets.1", width, width);
  }

  private void attention(String name, int width) {
    layout.norm(name + ".group_norm", width);
    for (String part : List.of("to_q", "to_k", "to_v", "to_out.0")) {
      layout.linear(name + "." + part, width, width, true);
    }
  }

  private void resnet(String name, int in, int out) {
    layout.norm(name + ".norm1", in).conv(name + ".conv1", in, out, 3);
    layout.norm(name + ".norm2", out).conv(name + ".conv2", out, out, 3);
    if (in != out) {
      layout.conv(name + ".conv_shortcut", in, out, 1);
    }
  }

  private void end(String name, int in, int out) {
    layout.norm(name + ".conv_norm_out", in).conv(name + ".conv_out", in, out, 3);
  }
}
