package zoodip.diffusion.network;

import java.util.Map;
import zoodip.diffusion.options.ModelOptions;

/**
 * Floating point on NVIDIA GPUs. Layouts and divisions that only processors gain by are off: no
 * channels-last activations, whose rows would be computed one by one.
 */
record CudaKernels(ModelOptions options) implements KernelBackend {

  @Override
  public String text() {
    return "products_float";
  }

  @Override
  public Map<String, Object> attributes(long size) {
    return FloatAttributes.of(options, false);
  }

  @Override
  public boolean isDifferentiable() {
    return true;
  }
}
