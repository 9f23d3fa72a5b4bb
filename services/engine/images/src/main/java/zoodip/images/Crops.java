package zoodip.images;

/** Cutting pictures out of pictures. */
public final class Crops {
  private Crops() {}

  /** The largest square around the center; of an odd remainder the extra pixel is cut off last. */
  public static RgbImage centerSquare(RgbImage picture) {
    int side = Math.min(picture.width(), picture.height());
    return center(picture, side, side);
  }

  /**
   * The {@code width} x {@code height} pixels around the center. Where the picture is smaller it is
   * set on black, the extra pixel of an odd margin going to the left and top: what the image
   * processors of transformers do.
   */
  public static RgbImage center(RgbImage picture, int width, int height) {
    int left = offset(picture.width(), width);
    int top = offset(picture.height(), height);
    if (left == 0 && top == 0 && width == picture.width() && height == picture.height()) {
      return picture;
    }
    byte[] cut = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int firstX = Math.max(0, -left);
    int copied = Math.min(width, picture.width() - left) - firstX;
    for (int y = Math.max(0, -top); y < Math.min(height, picture.height() - top); y++) {
      int from = 3 * ((y + top) * picture.width() + firstX + left);
      System.arraycopy(picture.rgb(), from, cut, 3 * (y * width + firstX), 3 * copied);
    }
    return new RgbImage(width, height, cut);
  }

  /** Where the crop begins in the picture; negative where the picture has to be padded. */
  private static int offset(int size, int wanted) {
    return size >= wanted ? (size - wanted) / 2 : -((wanted - size + 1) / 2);
  }
}
