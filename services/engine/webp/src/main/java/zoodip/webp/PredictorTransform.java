package zoodip.webp;

/**
 * Pixels were stored less what their neighbours let expect (RFC 9649, section 3.5.1).
 *
 * @param width pixels a row
 * @param modes for each square how its pixels are guessed, in green
 * @param squareBits of the squares' side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PredictorTransform(int width, int[] modes, int squareBits) implements InverseTransform {
  private static final int BLACK = 0xff000000;

  @Override
  public void undo(int[] argb, int height) {
    int squares = EntropyCodedImage.squares(width, squareBits);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        int mode = modes[(y >> squareBits) * squares + (x >> squareBits)] >> 8 & 0xf;
        argb[at] = Argb.sum(argb[at], guess(argb, at, x, y, mode));
      }
    }
  }

  private int guess(int[] argb, int at, int x, int y, int mode) {
    if (y == 0) {
      return x == 0 ? BLACK : argb[at - 1];
    }
    int top = argb[at - width];
    // right of the last column comes the first pixel of this row
    return x == 0
        ? top
        : guess(mode, argb[at - 1], top, argb[at - width - 1], argb[at - width + 1]);
  }

  private static int guess(int mode, int left, int top, int topLeft, int topRight) {
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> Argb.mean(Argb.mean(left, topRight), top);
      case 6 -> Argb.mean(left, topLeft);
      case 7 -> Argb.mean(left, top);
      case 8 -> Argb.mean(topLeft, top);
      case 9 -> Argb.mean(top, topRight);
      case 10 -> Argb.mean(Argb.mean(left, topLeft), Argb.mean(top, topRight));
      case 11 -> Argb.distance(top, topLeft) < Argb.distance(left, topLeft) ? left : top;
      case 12 -> Argb.gradient(left, top, topLeft);
      case 13 -> Argb.halfGradient(Argb.mean(left, top), topLeft);
      default -> BLACK;
    };
  }
}
