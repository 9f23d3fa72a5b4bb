package zoodip.pictures;

import java.util.List;

/** A picture in the making: pictures and letters are put on a ground of one colour. */
final class Canvas {
  private final Picture picture;

  /** An empty canvas; the colour is 0xRRGGBB. */
  Canvas(int width, int height, int ground) {
    picture = Picture.filled(width, height, ground);
  }

  /** The finished picture; the canvas is not used any more afterwards. */
  Picture picture() {
    return picture;
  }

  /** Puts a picture with its upper left corner at (left, top); it must fit. */
  void paste(Picture part, int left, int top) {
    for (int y = 0; y < part.height(); y++) {
      int to = 3 * ((top + y) * picture.width() + left);
      System.arraycopy(part.rgb(), 3 * y * part.width(), picture.rgb(), to, 3 * part.width());
    }
  }

  /**
   * Writes lines one below the other.
   *
   * @param scale pixels a dot of the {@link Lettering}
   */
  void write(List<String> lines, int left, int top, int scale, int color) {
    for (int i = 0; i < lines.size(); i++) {
      write(lines.get(i), left, top + i * Lettering.LINE * scale, scale, color);
    }
  }

  private void write(String line, int left, int top, int scale, int color) {
    int width = line.length() * Lettering.ADVANCE * scale;
    for (int y = 0; y < Lettering.LINE * scale; y++) {
      for (int x = 0; x < width; x++) {
        char letter = line.charAt(x / scale / Lettering.ADVANCE);
        if (Lettering.dot(letter, x / scale % Lettering.ADVANCE, y / scale)) {
          set(left + x, top + y, color);
        }
      }
    }
  }

  private void set(int x, int y, int color) {
    if (x < picture.width() && y < picture.height()) {
      int at = 3 * (y * picture.width() + x);
      picture.rgb()[at] = (byte) (color >> 16);
      picture.rgb()[at + 1] = (byte) (color >> 8);
      picture.rgb()[at + 2] = (byte) color;
    }
  }
}
