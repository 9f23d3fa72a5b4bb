package zoodip.images.figures;

import java.util.List;
import zoodip.images.RgbImage;

/** An image in the making: images, letters and areas are put on a background of one colour. */
final class Canvas {
  static final int BACKGROUND = 0xffffff;
  static final int FOREGROUND = 0x202020;
  static final int GREY = 0x606060;
  static final int GRID = 0xe4e4e4;

  private final RgbImage image;

  /** An empty canvas; the colour is 0xRRGGBB. */
  Canvas(int width, int height, int background) {
    image = RgbImage.filled(width, height, background);
  }

  int width() {
    return image.width();
  }

  /** The finished image; the canvas is not used any more afterwards. */
  RgbImage image() {
    return image;
  }

  /** Puts an image with its upper left corner at (left, top); it must fit. */
  void paste(RgbImage part, int left, int top) {
    for (int y = 0; y < part.height(); y++) {
      int to = 3 * ((top + y) * image.width() + left);
      System.arraycopy(part.rgb(), 3 * y * part.width(), image.rgb(), to, 3 * part.width());
    }
  }

  /** Fills a rectangle; what lies outside the canvas is left out. */
  void fill(int left, int top, int width, int height, int color) {
    for (int y = Math.max(0, top); y < Math.min(image.height(), top + height); y++) {
      for (int x = Math.max(0, left); x < left + width; x++) {
        set(x, y, color);
      }
    }
  }

  /** Puts a colour over a pixel, which shows through unless {@code opacity} is 1. */
  void blend(int x, int y, int color, double opacity) {
    int below = image.rgb(x, y);
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int from = below >> shift & 0xff;
      int to = color >> shift & 0xff;
      mixed |= (int) Math.round(from + opacity * (to - from)) << shift;
    }
    set(x, y, mixed);
  }

  /** Writes one line, as much of it as is printable. */
  void write(String line, int left, int top, int scale, int color) {
    write(BitmapFont.lines(line, Integer.MAX_VALUE), left, top, scale, color);
  }

  /**
   * Writes lines one below the other.
   *
   * @param scale pixels a dot of the {@link BitmapFont}
   */
  void write(List<String> lines, int left, int top, int scale, int color) {
    for (int i = 0; i < lines.size(); i++) {
      writeLine(lines.get(i), left, top + i * BitmapFont.LINE_HEIGHT * scale, scale, color);
    }
  }

  private void writeLine(String line, int left, int top, int scale, int color) {
    int width = line.length() * BitmapFont.ADVANCE * scale;
    for (int y = 0; y < BitmapFont.LINE_HEIGHT * scale; y++) {
      for (int x = 0; x < width; x++) {
        char letter = line.charAt(x / scale / BitmapFont.ADVANCE);
        if (BitmapFont.isSet(letter, x / scale % BitmapFont.ADVANCE, y / scale)) {
          set(left + x, top + y, color);
        }
      }
    }
  }

  private void set(int x, int y, int color) {
    if (x < image.width() && y < image.height()) {
      int at = 3 * (y * image.width() + x);
      image.rgb()[at] = (byte) (color >> 16);
      image.rgb()[at + 1] = (byte) (color >> 8);
      image.rgb()[at + 2] = (byte) color;
    }
  }
}
