package zoodip.diffusion.unet;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts what a UNet multiplies and adds for one row: products of layers and attention, without the
 * little around them.
 */
public final class UNetWork {
  private final UNetConfig config;
  private final long tokens;
  private long pixels;
  private double operations;

  private UNetWork(UNetConfig config, long pixels, long tokens) {
    this.config = config;
    this.pixels = pixels;
    this.tokens = tokens;
  }

  /**
   * Operations of one row, a multiplication and an addition being two.
   *
   * @param pixels of the latents
   * @param tokens of the text
   */
  public static double operations(UNetConfig config, long pixels, long tokens) {
    UNetWork work = new UNetWork(config, pixels, tokens);
    work.run();
    return work.operations;
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
    double width = config.width(level);
    double inner = config.innerWidth(level);
    product(pixels, width, inner);
    for (int i = 0; i < config.blocks().get(level); i++) {
      product(pixels, inner, 4 * inner);
      product(pixels, 2.0 * pixels, inner);
      product(pixels, inner, 2 * inner);
      product(tokens, config.contextWidth(), 2 * inner);
      product(pixels, 2.0 * tokens, inner);
      product(pixels, inner, 12 * inner);
    }
    product(pixels, inner, width);
  }

  private void convolution(int in, int out, int kernel) {
    product(pixels, (double) in * kernel * kernel, out);
  }

  private void product(double rows, double inner, double columns) {
    operations += 2 * rows * inner * columns;
  }
}
