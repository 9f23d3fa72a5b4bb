package zoodip.diffusion.network;

import java.util.Map;

/** Products of int8 weights with int8 activations on processors, between activations in bf16. */
record W8A8Kernels() implements KernelBackend {

  @Override
  public String text() {
    return "products_w8a8";
  }

  @Override
  public Map<String, Object> attributes(long size) {
    return Map.of(
        "zeros", Map.of(), "totals", Map.of(), "packed", Map.of(), "ends", Map.of(), "images", 0);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
