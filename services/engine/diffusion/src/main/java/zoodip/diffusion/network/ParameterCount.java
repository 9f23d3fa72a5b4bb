package zoodip.diffusion.network;

/**
 * The parameters of a model, or of one of its networks.
 *
 * @param total all of them
 * @param quantized those stored as int8 or int4
 */
public record ParameterCount(long total, long quantized) {
  public static final ParameterCount NONE = new ParameterCount(0, 0);

  public ParameterCount plus(ParameterCount other) {
    return new ParameterCount(total + other.total, quantized + other.quantized);
  }

  /** The quantized share, 0 to 1. */
  public double quantizedShare() {
    return total == 0 ? 0 : (double) quantized / total;
  }
}
