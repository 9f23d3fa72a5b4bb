package zoodip.images.resampling;

import zoodip.images.RgbImage;

/**
 * Bicubic resampling, byte for byte what Pillow's {@code Image.resize(size, BICUBIC)} gives on
 * 8-bit images: two passes, antialiased when shrinking, fixed-point weights, rounded in between.
 */
public final class Bicubic {
  /**
   * The Pillow that resampling equals. Since 13 the rows come first where the height shrinks, and
   * by more than twice as many pixels as the width; before, the columns always did.
   */
  public static final String PILLOW = "13.0";

  private Bicubic() {}

  /** The image at another size, each side at least 1 pixel. */
  public static RgbImage resize(RgbImage image, int width, int height) {
    return ResizeCrop.exactly(width, height).of(image);
  }

  /** The image, scaled down if one of its sides is longer than {@code side} pixels. */
  public static RgbImage within(RgbImage image, int side) {
    return ResizeCrop.within(side).of(image);
  }
}
