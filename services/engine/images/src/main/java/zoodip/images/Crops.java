package zoodip.images;

/** Cutting images out of images. */
public final class Crops {
  private Crops() {}

  /**
   * The {@code width} x {@code height} pixels around the center. Where the image is smaller it is
   * set on black, the extra pixel of an odd margin going to the left and top: what the image
   * processors of transformers do.
   */
  public static RgbImage center(RgbImage image, int width, int height) {
    int left = offset(image.width(), width);
    int top = offset(image.height(), height);
    if (left == 0 && top == 0 && width == image.width() && height == image.height()) {
      return image;
    }
    byte[] cut = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int firstX = Math.max(0, -left);
    int copied = Math.min(width, image.width() - left) - firstX;
    for (int y = Math.max(0, -top); y < Math.min(height, image.height() - top); y++) {
      int from = 3 * ((y + top) * image.width() + firstX + left);
      System.arraycopy(image.rgb(), from, cut, 3 * (y * width + firstX), 3 * copied);
    }
    return new RgbImage(width, height, cut);
  }

  /** Where the crop begins in the image; negative where the image has to be padded. */
  private static int offset(int size, int wanted) {
    return size >= wanted ? (size - wanted) / 2 : -((wanted - size + 1) / 2);
  }
}
