package zoodip.diffusion.network;

import java.util.Map;
import zoodip.diffusion.options.ModelOptions;

/** What computes the linear layers and convolutions of a network. */
sealed interface KernelBackend
    permits FloatKernels, CudaKernels, Int8DifferenceKernels, W8A8Kernels {

  /** The backend for a device and an arithmetic: nothing else decides it. */
  static KernelBackend of(ModelOptions options) {
    return switch (options.compute()) {
      case INT8 -> new Int8DifferenceKernels();
      case W8A8 -> new W8A8Kernels();
      case TRAINING, FP32, BF16, FP16 ->
          options.isOnCpu() ? new FloatKernels(options) : new CudaKernels(options);
    };
  }

  /** The name of its program text, which has the class Products. */
  String text();

  /**
   * What its object is set to, but for what all backends keep: weights, their scales and shapes.
   *
   * @param size numbers of all weights of the network
   */
  Map<String, Object> attributes(long size);

  /** Whether libtorch can go back through what it computes. */
  boolean isDifferentiable();
}
