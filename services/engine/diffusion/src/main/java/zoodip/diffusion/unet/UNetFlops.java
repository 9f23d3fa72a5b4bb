package zoodip.diffusion.unet;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a UNet multiplies and adds for one row: the shapes of its layers and how often they come,
 * and the products of its attention, without the little around them.
 */
public final class UNetFlops {
  private final UNetConfig config;
  private final long tokens;
  private final Map<LayerShape, Integer> layers = new LinkedHashMap<>();
  private long pixels;
  private double attention;

  private UNetFlops(UNetConfig config, long pixels, long tokens) {
    this.config = config;
    this.pixels = pixels;
    this.tokens = tokens;
  }

  /**
   * The work for one row.
   *
   * @param pixels of the latents
   * @param tokens of the text
   */
  static UNetFlops of(UNetConfig config, long pixels, long tokens) {
    UNetFlops flops = new UNetFlops(config, pixels, tokens);
    flops.run();
    return flops;
  }

  /**
   * Operations of one row, a multiplication and an addition being two.
   *
   * @param pixels of the latents
   * @param tokens of the text
   */
  public static double operations(UNetConfig config, long pixels, long tokens) {
    UNetFlops flops = of(config, pixels, tokens);
    double layers =
        flops.layers.entrySet().stream()
            .mapToDouble(layer -> layer.getKey().operations() * layer.getValue())
            .sum();
    return layers + flops.attention;
  }

  /** Every shape of a layer, and how many layers have it. */
  Map<LayerShape, Integer> layers() {
    return Collections.unmodifiableMap(layers);
  }

  private void run() {
    Deque<Integer> skips = new ArrayDeque<>();
    int width = config.width(0);
    convolution(config.latentChannels(), width, config.inKernel());
    skips.push(width);
    for (int level = 0; level < config.levels(); level++) {
      for (int i = 0; i < config.resnets().get(level); i++) {
        resnet(width, config.width(level));
        width = config.width(level);
        transformer(config.downCross().get(level), level);
        skips.push(width);
      }
      if (level < config.levels() - 1) {
        pixels /= 4;
        convolution(width, width, 3);
        skips.push(width);
      }
    }
    int last = config.levels() - 1;
    resnet(width, width);
    if (config.middleCross()) {
      transformer(true, last);
      resnet(width, width);
    }
    for (int i = 0; i <= last; i++) {
      int level = last - i;
      for (int j = 0; j <= config.resnets().get(level); j++) {
        resnet(width + skips.pop(), config.width(level));
        width = config.width(level);
        transformer(config.upCross().get(i), level);
      }
      if (level > 0) {
        pixels *= 4;
        convolution(width, width, 3);
      }
    }
    convolution(width, config.latentChannels(), config.outKernel());
  }

  private void resnet(int in, int out) {
    convolution(in, out, 3);
    convolution(out, out, 3);
    if (in != out) {
      convolution(in, out, 1);
    }
  }

  private void transformer(boolean present, int level) {
    if (!present) {
      return;
    }
    int width = config.width(level);
    int inner = config.innerWidth(level);
    projection(width, inner);
    for (int i = 0; i < config.blocks().get(level); i++) {
      // queries, keys, values and output of self-attention; queries and output of cross-attention
      linear(inner, inner, pixels, 6);
      linear(config.contextWidth(), inner, tokens, 2);
      linear(inner, 8 * inner, pixels, 1);
      linear(4 * inner, inner, pixels, 1);
      attention += 4.0 * pixels * (pixels + tokens) * inner;
    }
    projection(inner, width);
  }

  private void projection(int in, int out) {
    if (config.linearProjection()) {
      linear(in, out, pixels, 1);
    } else {
      convolution(in, out, 1);
    }
  }

  private void convolution(int in, int out, int kernel) {
    layers.merge(new LayerShape(kernel, in, out, pixels), 1, Integer::sum);
  }

  private void linear(int in, int out, long positions, int times) {
    layers.merge(new LayerShape(0, in, out, positions), times, Integer::sum);
  }
}
