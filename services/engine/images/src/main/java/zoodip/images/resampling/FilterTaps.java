package zoodip.images.resampling;

/**
 * How the pixels of one axis are made of another's: for each the first source pixel that it takes
 * and the weights of it and its successors, in fixed point as Pillow has them.
 */
final class FilterTaps {
  /**
   * Weights are stored with 22 fractional bits: 8 bits of sample and 2 of headroom fit in an int.
   */
  static final int FRACTION_BITS = 32 - 8 - 2;

  static final int ONE_HALF = 1 << (FRACTION_BITS - 1);

  private final int[] first;
  private final int[][] weights;

  private FilterTaps(int size) {
    first = new int[size];
    weights = new int[size][];
  }

  /** The pixels as they are, where the sizes are equal, else resampled. */
  static FilterTaps of(int from, int to) {
    return from == to ? identity(from) : resampled(from, to, 0, to);
  }

  /** The same for {@code count} of the pixels, from {@code offset} on. */
  static FilterTaps of(int from, int to, int offset, int count) {
    return from == to ? identity(from).part(offset, count) : resampled(from, to, offset, count);
  }

  int size() {
    return first.length;
  }

  int first(int i) {
    return first[i];
  }

  int[] weights(int i) {
    return weights[i];
  }

  /** Behind the last source pixel that pixel {@code i} takes. */
  int end(int i) {
    return first[i] + weights[i].length;
  }

  /** The same of a source that begins so many pixels later. */
  FilterTaps shifted(int pixels) {
    FilterTaps shifted = new FilterTaps(size());
    for (int i = 0; i < size(); i++) {
      shifted.first[i] = first[i] + pixels;
      shifted.weights[i] = weights[i];
    }
    return shifted;
  }

  /** What makes the mirror image, of the mirror image of a source of so many pixels. */
  FilterTaps mirrored(int from) {
    FilterTaps mirrored = new FilterTaps(size());
    for (int i = 0; i < size(); i++) {
      int other = size() - 1 - i;
      int[] forward = weights[other];
      int[] backward = new int[forward.length];
      for (int k = 0; k < forward.length; k++) {
        backward[k] = forward[forward.length - 1 - k];
      }
      mirrored.first[i] = from - end(other);
      mirrored.weights[i] = backward;
    }
    return mirrored;
  }

  /** The most pixels that any one source pixel is part of. */
  int overlap() {
    int most = 1;
    for (int i = 0, oldest = 0; i < size(); i++) {
      while (end(oldest) <= first[i]) {
        oldest++;
      }
      most = Math.max(most, i - oldest + 1);
    }
    return most;
  }

  static byte clamp(int sum) {
    return (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
  }

  private FilterTaps part(int offset, int count) {
    FilterTaps part = new FilterTaps(count);
    System.arraycopy(first, offset, part.first, 0, count);
    System.arraycopy(weights, offset, part.weights, 0, count);
    return part;
  }

  private static FilterTaps identity(int size) {
    int[] one = {1 << FRACTION_BITS};
    FilterTaps taps = new FilterTaps(size);
    for (int i = 0; i < size; i++) {
      taps.first[i] = i;
      taps.weights[i] = one;
    }
    return taps;
  }

  private static FilterTaps resampled(int from, int to, int offset, int count) {
    double scale = (double) from / to;
    double stretch = Math.max(1.0, scale);
    double support = 2.0 * stretch;
    double inverse = 1.0 / stretch;
    FilterTaps taps = new FilterTaps(count);
    for (int i = 0; i < count; i++) {
      double center = (offset + i + 0.5) * scale;
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
