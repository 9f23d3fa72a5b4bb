package zoodip.diffusion.options;

/** How the weights of linear layers and convolutions are stored. */
public enum Precision {
  /** 32-bit floats: what reference tensors are compared in. */
  FP32,
  /** bfloat16: half the memory, three significant digits. */
  BF16,
  /** IEEE half precision: half the memory, for GPUs. */
  FP16,
  /** Symmetric int8 with one scale for each output channel: a quarter of the memory. */
  INT8,
  /**
   * Symmetric int4 of the UNet's weights with one scale for each group of 64 inputs: an eighth of
   * the memory. The other networks are stored as with {@link #INT8}.
   */
  INT4
}
