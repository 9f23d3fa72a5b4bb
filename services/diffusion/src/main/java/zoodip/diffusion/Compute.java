package zoodip.diffusion;

/** The element type of a network's arithmetic and activations. */
public enum Compute {
  /** 32-bit floats: keeps the small loss differences that training lives on. */
  FP32,
  /** bfloat16: fast where the processor multiplies it, good enough for pictures. */
  BF16,
  /** IEEE half precision, for GPUs. */
  FP16
}
