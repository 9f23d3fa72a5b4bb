package zoodip.diffusion.network;

import java.util.Map;
import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;

/**
 * Floating point on processors: weights that are held in fewer bits are expanded, few at a time.
 */
record FloatKernels(ModelOptions options) implements KernelBackend {
  /** Smaller networks lose by the layout: the toybox's UNet takes half as long again. */
  private static final long CHANNELS_LAST_FROM = 1L << 24;

  @Override
  public String text() {
    return "products_float";
  }

  @Override
  public Map<String, Object> attributes(long size) {
    boolean channelsLast = options.compute() == Compute.BF16 && size >= CHANNELS_LAST_FROM;
    return FloatAttributes.of(options, channelsLast);
  }

  @Override
  public boolean isDifferentiable() {
    return true;
  }
}
