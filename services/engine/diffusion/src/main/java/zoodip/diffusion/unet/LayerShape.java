package zoodip.diffusion.unet;

/**
 * The shape of a linear layer or a convolution, and of what it works on.
 *
 * @param kernel the side of a convolution's square kernel; 0 for a linear layer
 * @param pixels positions of the output, the text's for a layer that sees the text
 */
record LayerShape(int kernel, int in, int out, long pixels) {
  boolean convolution() {
    return kernel > 0;
  }

  /** Of the layer, its bias aside. */
  long weights() {
    return (long) in * out * Math.max(1, kernel * kernel);
  }

  /** Operations for one row, a multiplication and an addition being two. */
  double operations() {
    return 2.0 * pixels * weights();
  }
}
