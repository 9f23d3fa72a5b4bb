package zoodip.diffusion.network;

import java.util.Map;

/** Products of int8 with int8 on processors, of differences between rows that are compared. */
record Int8DifferenceKernels() implements KernelBackend {

  @Override
  public String text() {
    return "products_int8";
  }

  @Override
  public Map<String, Object> attributes(long size) {
    return Map.of("zeros", Map.of(), "packed", Map.of(), "bases", 0);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
