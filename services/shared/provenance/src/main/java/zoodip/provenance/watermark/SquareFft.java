package zoodip.provenance.watermark;

/**
 * The discrete Fourier transform of square arrays [side, side]: radix 2, in place (Cooley and
 * Tukey, 1965). Strict arithmetic, so that every machine gives the same bits.
 */
final class SquareFft {
  private final int side;
  private final double[] cosines;
  private final double[] sines;
  private final int[] reversed;

  /**
   * @param side a power of two
   */
  SquareFft(int side) {
    if (Integer.bitCount(side) != 1) {
      throw new IllegalArgumentException("the side is a power of two, got " + side);
    }
    this.side = side;
    cosines = new double[side / 2];
    sines = new double[side / 2];
    for (int i = 0; i < side / 2; i++) {
      cosines[i] = StrictMath.cos(2 * Math.PI * i / side);
      sines[i] = StrictMath.sin(2 * Math.PI * i / side);
    }
    reversed = new int[side];
    int bits = Integer.numberOfTrailingZeros(side);
    for (int i = 0; i < side; i++) {
      reversed[i] = bits == 0 ? 0 : Integer.reverse(i) >>> (32 - bits);
    }
  }

  /**
   * {@code X[v, u] = sum of x[y, x] e^(-2 pi i (u x + v y) / side)}.
   *
   * @param columns those of X that are wanted, u = 0..columns-1; the others hold nothing of use
   */
  void forward(double[] real, double[] imaginary, int columns) {
    rows(real, imaginary, -1);
    columns(real, imaginary, columns, -1);
  }

  /**
   * {@code x[y, x] = sum of X[v, u] e^(2 pi i (u x + v y) / side)}: without a factor.
   *
   * @param columns those of X that are not all zero, u = 0..columns-1
   */
  void inverse(double[] real, double[] imaginary, int columns) {
    columns(real, imaginary, columns, 1);
    rows(real, imaginary, 1);
  }

  private void rows(double[] real, double[] imaginary, int sign) {
    double[] lineReal = new double[side];
    double[] lineImaginary = new double[side];
    for (int row = 0; row < side; row++) {
      line(real, imaginary, row * side, 1, sign, lineReal, lineImaginary);
    }
  }

  private void columns(double[] real, double[] imaginary, int columns, int sign) {
    double[] lineReal = new double[side];
    double[] lineImaginary = new double[side];
    for (int column = 0; column < columns; column++) {
      line(real, imaginary, column, side, sign, lineReal, lineImaginary);
    }
  }

  private void line(
      double[] real,
      double[] imaginary,
      int start,
      int step,
      int sign,
      double[] lineReal,
      double[] lineImaginary) {
    for (int i = 0; i < side; i++) {
      lineReal[reversed[i]] = real[start + i * step];
      lineImaginary[reversed[i]] = imaginary[start + i * step];
    }
    for (int length = 2; length <= side; length *= 2) {
      butterflies(lineReal, lineImaginary, length, sign);
    }
    for (int i = 0; i < side; i++) {
      real[start + i * step] = lineReal[i];
      imaginary[start + i * step] = lineImaginary[i];
    }
  }

  private void butterflies(double[] real, double[] imaginary, int length, int sign) {
    int half = length / 2;
    int stride = side / length;
    for (int from = 0; from < side; from += length) {
      for (int i = 0; i < half; i++) {
        double cosine = cosines[i * stride];
        double sine = sign * sines[i * stride];
        int a = from + i;
        int b = a + half;
        double re = real[b] * cosine - imaginary[b] * sine;
        double im = real[b] * sine + imaginary[b] * cosine;
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
      }
    }
  }
}
