package zoodip.diffusion.options;

/** The element type of a network's arithmetic and activations. */
public enum Compute {
  /**
   * The fastest that keeps the small loss differences that training lives on: {@link #INT8} where
   * weights are int8 and a measurement of the UNet's layers on this machine, which is remembered,
   * says so; {@link #FP32} elsewhere.
   */
  TRAINING,
  /** 32-bit floats: keeps the small loss differences that training lives on. */
  FP32,
  /** bfloat16: fast where the processor multiplies it, good enough for images. */
  BF16,
  /** IEEE half precision, for GPUs. */
  FP16,
  /**
   * Products of int8 with int8 in the UNet, where rows that are compared with each other are
   * computed as differences: many times faster than fp32 in large models, and true to the small
   * loss differences. Needs {@link Precision#INT8} and a CPU; everything around the products, and
   * the other networks, compute in fp32.
   */
  INT8,
  /**
   * Products of int8 weights with int8 activations, each row with a scale of its own, between
   * activations in bfloat16, in UNet and autoencoder: the fastest for images of large models. Needs
   * {@link Precision#INT8} and a CPU that multiplies int8. No good for training.
   */
  W8A8
}
