package zoodip.images;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * An 8-bit sRGB image.
 *
 * @param width pixels a row, at least 1
 * @param height rows, at least 1
 * @param rgb [height, width, 3], row by row, red green blue, 0..255; handed over, not copied:
 *     neither the giver nor a reader changes it afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a picture needs at least one pixel, got " + width + " x " + height);
    }
    if (rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "a picture of %d x %d has %d bytes, got %d"
              .formatted(width, height, 3L * width * height, rgb.length));
    }
  }

  /** An image of one colour, given as 0xRRGGBB. */
  public static RgbImage filled(int width, int height, int color) {
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) (color >> 16);
      rgb[i + 1] = (byte) (color >> 8);
      rgb[i + 2] = (byte) color;
    }
    return new RgbImage(width, height, rgb);
  }

  /** The image of an AWT image; transparency is dropped, colours become sRGB. */
  public static RgbImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = image.getRGB(x, y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** The pixel in column {@code x} of row {@code y} as 0xRRGGBB. */
  public int rgb(int x, int y) {
    int at = 3 * (y * width + x);
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  /** The mirror image: left and right exchanged. */
  public RgbImage flipped() {
    byte[] mirrored = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = 3 * ((y + 1) * width - 1 - x);
        System.arraycopy(rgb, 3 * (y * width + x), mirrored, to, 3);
      }
    }
    return new RgbImage(width, height, mirrored);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + " x " + height + "]";
  }
}
