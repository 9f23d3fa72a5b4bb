package zoodip.pictures;

/** How a camera held the picture: the eight values of EXIF tag 0x0112 (CIPA DC-008, 4.6.5.1.6). */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  MIRRORED_UPSIDE_DOWN(false, false, true),
  TRANSPOSED(true, false, false),
  ROTATED_LEFT(true, true, false),
  TRANSVERSED(true, true, true),
  ROTATED_RIGHT(true, false, true);

  private final boolean axesSwapped;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * @param axesSwapped whether a column of the stored picture is a row of the upright one
   * @param fromRight whether going right in the upright picture goes backwards in the stored one
   * @param fromBottom whether going down in the upright picture goes backwards in the stored one
   */
  Orientation(boolean axesSwapped, boolean fromRight, boolean fromBottom) {
    this.axesSwapped = axesSwapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation of a tag value; anything outside 1..8 counts as upright, as viewers do. */
  static Orientation ofTag(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** Turns a stored picture as a viewer would see it. */
  Picture upright(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = axesSwapped ? stored.height() : stored.width();
    int height = axesSwapped ? stored.width() : stored.height();
    byte[] from = stored.rgb();
    byte[] to = new byte[from.length];
    for (int y = 0, at = 0; y < height; y++) {
      int v = fromBottom ? height - 1 - y : y;
      for (int x = 0; x < width; x++, at += 3) {
        int u = fromRight ? width - 1 - x : x;
        int source = 3 * (axesSwapped ? u * stored.width() + v : v * stored.width() + u);
        to[at] = from[source];
        to[at + 1] = from[source + 1];
        to[at + 2] = from[source + 2];
      }
    }
    return new Picture(width, height, to);
  }
}
