package zoodip.images.figures;

/**
 * A linear scale: where numbers lie in a figure.
 *
 * @param low the number at pixel {@code from}
 * @param high the number at pixel {@code to}, more than {@code low}
 * @param from pixel, counted from the left or the top
 * @param to pixel, less than {@code from} on an axis that points up
 */
record Axis(double low, double high, int from, int to) {

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  int pixel(double value) {
    return (int) Math.round(at(value));
  }
}
