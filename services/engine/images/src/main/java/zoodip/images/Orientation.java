package zoodip.images;

/** How a camera held the image: the eight values of EXIF tag 0x0112 (CIPA DC-008, 4.6.5.1.6). */
public enum Orientation {
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
   * @param axesSwapped whether a column of the stored image is a row of the upright one
   * @param fromRight whether going right in the upright image goes backwards in the stored one
   * @param fromBottom whether going down in the upright image goes backwards in the stored one
   */
  Orientation(boolean axesSwapped, boolean fromRight, boolean fromBottom) {
    this.axesSwapped = axesSwapped;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation of a tag value; anything outside 1..8 counts as upright, as viewers do. */
  public static Orientation ofTag(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** The value of the tag, 1..8. */
  public int tag() {
    return ordinal() + 1;
  }

  /** Whether a column of the stored image is a row of the upright one. */
  public boolean areAxesSwapped() {
    return axesSwapped;
  }

  /** Whether going right in the upright image goes backwards in the stored one. */
  public boolean isFromRight() {
    return fromRight;
  }

  /** Whether going down in the upright image goes backwards in the stored one. */
  public boolean isFromBottom() {
    return fromBottom;
  }

  /**
   * Where pixel {@code x} of row {@code y} of the stored image is in the upright one, counted row
   * by row.
   *
   * @param width of the upright image
   * @param height of the upright image
   */
  public int upright(int x, int y, int width, int height) {
    int right = axesSwapped ? y : x;
    int down = axesSwapped ? x : y;
    return (fromBottom ? height - 1 - down : down) * width
        + (fromRight ? width - 1 - right : right);
  }
}
