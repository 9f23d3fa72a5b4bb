package zoodip.pictures;

import java.util.Arrays;

/**
 * Bicubic resampling, byte for byte what Pillow's {@code Image.resize(size, BICUBIC)} gives on
 * 8-bit pictures: two passes (columns, then rows), antialiased when shrinking, fixed-point weights.
 *
 * <p>This is Pillow up to version 12. Since version 13 the rows come first where the height shrinks
 * by more than twice as many pixels as the width; a few bytes differ by 1 then.
 */
public final class Bicubic {
  /**
   * Weights are stored with 22 fractional bits: 8 bits of sample and 2 of headroom fit in an int.
   */
  private static final int FRACTION_BITS = 32 - 8 - 2;

  private static final int ONE_HALF = 1 << (FRACTION_BITS - 1);

  private Bicubic() {}

  /** The picture at another size, each side at least 1 pixel. */
  public static Picture resize(Picture picture, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "cannot resize to %d x %d: each side needs at least one pixel".formatted(width, height));
    }
    Picture columnsDone =
        width == picture.width() ? picture : columns(picture, Taps.of(picture.width(), width));
    return height == picture.height()
        ? columnsDone
        : rows(columnsDone, Taps.of(picture.height(), height));
  }

  /** The picture, scaled down if one of its sides is longer than {@code side} pixels. */
  public static Picture within(Picture picture, int side) {
    int longest = Math.max(picture.width(), picture.height());
    if (longest <= side) {
      return picture;
    }
    double factor = (double) side / longest;
    int width = Math.max(1, (int) Math.round(picture.width() * factor));
    int height = Math.max(1, (int) Math.round(picture.height() * factor));
    return resize(picture, width, height);
  }

  private static Picture columns(Picture picture, Taps taps) {
    int width = taps.first.length;
    byte[] from = picture.rgb();
    byte[] to = new byte[Math.multiplyExact(3, Math.multiplyExact(width, picture.height()))];
    for (int y = 0, at = 0; y < picture.height(); y++) {
      int row = 3 * y * picture.width();
      for (int x = 0; x < width; x++, at += 3) {
        int source = row + 3 * taps.first[x];
        int red = ONE_HALF;
        int green = ONE_HALF;
        int blue = ONE_HALF;
        for (int weight : taps.weights[x]) {
          red += weight * (from[source] & 0xff);
          green += weight * (from[source + 1] & 0xff);
          blue += weight * (from[source + 2] & 0xff);
          source += 3;
        }
        to[at] = clipped(red);
        to[at + 1] = clipped(green);
        to[at + 2] = clipped(blue);
      }
    }
    return new Picture(width, picture.height(), to);
  }

  private static Picture rows(Picture picture, Taps taps) {
    int stride = 3 * picture.width();
    int height = taps.first.length;
    byte[] from = picture.rgb();
    byte[] to = new byte[Math.multiplyExact(stride, height)];
    int[] sums = new int[stride];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, ONE_HALF);
      int source = taps.first[y] * stride;
      for (int weight : taps.weights[y]) {
        for (int i = 0; i < stride; i++) {
          sums[i] += weight * (from[source + i] & 0xff);
        }
        source += stride;
      }
      for (int i = 0; i < stride; i++) {
        to[y * stride + i] = clipped(sums[i]);
      }
    }
    return new Picture(picture.width(), height, to);
  }

  private static byte clipped(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
  }

  /** For each pixel of one axis: the first source pixel that it is made of and their weights. */
  private static final class Taps {
    private final int[] first;
    private final int[][] weights;

    private Taps(int size) {
      first = new int[size];
      weights = new int[size][];
    }

    static Taps of(int from, int to) {
      double scale = (double) from / to;
      double stretch = Math.max(1.0, scale);
      double support = 2.0 * stretch;
      double inverse = 1.0 / stretch;
      Taps taps = new Taps(to);
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * scale;
        int low = Math.max(0, (int) (center - support + 0.5));
        int high = Math.min(from, (int) (center + support + 0.5));
        double[] weights = new double[high - low];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          weights[k] = cubic((k + low - center + 0.5) * inverse);
          sum += weights[k];
        }
        taps.first[i] = low;
        taps.weights[i] = fixedPoint(weights, sum);
      }
      return taps;
    }

    private static int[] fixedPoint(double[] weights, double sum) {
      int[] fixed = new int[weights.length];
      for (int k = 0; k < fixed.length; k++) {
        double weight = sum == 0 ? weights[k] : weights[k] / sum;
        fixed[k] = (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << FRACTION_BITS));
      }
      return fixed;
    }

    /** Keys' cubic convolution kernel with a = -1/2. */
    private static double cubic(double x) {
      double a = -0.5;
      double d = Math.abs(x);
      if (d < 1) {
        return ((a + 2) * d - (a + 3)) * d * d + 1;
      }
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    }
  }
}
