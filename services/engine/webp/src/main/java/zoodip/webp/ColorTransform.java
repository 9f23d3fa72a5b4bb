package zoodip.webp;

/**
 * Red was stored less a part of green, blue less parts of green and red.
 *
 * @param width pixels a row
 * @param parts for each square, as a pixel
 * @param squareBits of the squares' side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColorTransform(int width, int[] parts, int squareBits) implements InverseTransform {
  @Override
  public void undo(int[] argb, int height) {
    int squares = EntropyCodedImage.squares(width, squareBits);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        argb[at] = undone(argb[at], parts[(y >> squareBits) * squares + (x >> squareBits)]);
      }
    }
  }

  private static int undone(int color, int part) {
    int green = color >> 8;
    int red = (color >> 16) + share(part, green) & 0xff;
    int blue = color + share(part >> 8, green) + share(part >> 16, red) & 0xff;
    return color & 0xff00ff00 | red << 16 | blue;
  }

  /** Both are signed bytes, the part in units of 1/32. */
  private static int share(int part, int color) {
    return (byte) part * (byte) color >> 5;
  }
}
