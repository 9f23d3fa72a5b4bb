package zoodip.webp;

import java.util.Arrays;

/**
 * One component of the frame, in whole macroblocks, with the border that prediction looks at: above
 * the frame everything is 127, to its left 129.
 */
final class Plane {
  private static final int RIGHT_BORDER = 4;

  private final int width;
  private final int stride;
  private final byte[] pixels;

  Plane(int width, int height) {
    this.width = width;
    this.stride = 1 + width + RIGHT_BORDER;
    this.pixels = new byte[Math.multiplyExact(stride, height + 1)];
    Arrays.fill(pixels, 0, stride, (byte) 127);
    for (int y = 0; y < height; y++) {
      pixels[at(0, y) - 1] = (byte) 129;
    }
  }

  /** From one row to the next. */
  int stride() {
    return stride;
  }

  /** Where a pixel is; its neighbours are at +-1 and +-stride. */
  int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  int get(int at) {
    return pixels[at] & 0xff;
  }

  /** Sets a pixel, cut to 0..255. */
  void set(int at, int value) {
    pixels[at] = (byte) Math.max(0, Math.min(255, value));
  }

  void add(int at, int difference) {
    set(at, get(at) + difference);
  }

  void fill(int at, int side, int value) {
    for (int y = 0; y < side; y++) {
      Arrays.fill(pixels, at + y * stride, at + y * stride + side, (byte) value);
    }
  }

  /** Repeats a row's last pixel to its right, where the row below looks for it. */
  void extendRow(int y) {
    Arrays.fill(pixels, at(width, y), at(width, y) + RIGHT_BORDER, pixels[at(width - 1, y)]);
  }
}
