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

  /** Operations for one row, a multiplication and an addition being two. */
  double operations() {
    double inputs = (double) in * Math.max(1, kernel * kernel);
    return 2.0 * pixels * inputs * out;
  }
}
