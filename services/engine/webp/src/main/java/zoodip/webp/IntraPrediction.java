package zoodip.webp;

/** Guesses squares of pixels from those above and to the left (RFC 6386, section 12). */
final class IntraPrediction {
  private final Plane plane;

  IntraPrediction(Plane plane) {
    this.plane = plane;
  }

  /**
   * Fills a square of 8 or 16 pixels a side.
   *
   * @param hasAbove whether there is an image above, for the mean to look at
   * @param hasLeft the same to the left
   */
  void square(int at, int side, int mode, boolean hasAbove, boolean hasLeft) {
    switch (mode) {
      case PredictionModes.DC -> plane.fill(at, side, mean(at, side, hasAbove, hasLeft));
      case PredictionModes.TM -> trueMotion(at, side);
      case PredictionModes.VERTICAL -> {
        for (int i = 0; i < side * side; i++) {
          plane.set(pixel(at, i % side, i / side), plane.get(pixel(at, i % side, -1)));
        }
      }
      default -> {
        for (int y = 0; y < side; y++) {
          int left = plane.get(pixel(at, -1, y));
          for (int x = 0; x < side; x++) {
            plane.set(pixel(at, x, y), left);
          }
        }
      }
    }
  }

  /** Continues the differences above and to the left: TM of any square. */
  void trueMotion(int at, int side) {
    int corner = plane.get(pixel(at, -1, -1));
    for (int y = 0; y < side; y++) {
      int change = plane.get(pixel(at, -1, y)) - corner;
      for (int x = 0; x < side; x++) {
        plane.set(pixel(at, x, y), plane.get(pixel(at, x, -1)) + change);
      }
    }
  }

  private int mean(int at, int side, boolean hasAbove, boolean hasLeft) {
    if (!hasAbove && !hasLeft) {
      return 128;
    }
    int sum = 0;
    for (int i = 0; i < side; i++) {
      sum += hasAbove ? plane.get(pixel(at, i, -1)) : 0;
      sum += hasLeft ? plane.get(pixel(at, -1, i)) : 0;
    }
    int count = hasAbove && hasLeft ? 2 * side : side;
    return (sum + count / 2) / count;
  }

  private int pixel(int at, int x, int y) {
    return at + y * plane.stride() + x;
  }
}
