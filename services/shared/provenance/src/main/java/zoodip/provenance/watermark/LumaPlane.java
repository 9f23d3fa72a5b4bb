package zoodip.provenance.watermark;

import zoodip.images.RgbImage;

/**
 * One number for each pixel of an image.
 *
 * @param values [height, width], row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LumaPlane(int width, int height, float[] values) {

  /** Luma (BT.601), 0..255. */
  static LumaPlane luma(RgbImage image) {
    return ofMiddle(image, Math.max(image.width(), image.height()));
  }

  /** Luma of what is at most {@code side} pixels wide and high about the middle. */
  static LumaPlane ofMiddle(RgbImage image, int side) {
    int columns = Math.min(side, image.width());
    int rows = Math.min(side, image.height());
    int left = (image.width() - columns) / 2;
    int top = (image.height() - rows) / 2;
    byte[] rgb = image.rgb();
    float[] values = new float[columns * rows];
    for (int y = 0, i = 0; y < rows; y++) {
      int at = 3 * ((top + y) * image.width() + left);
      for (int x = 0; x < columns; x++, i++, at += 3) {
        values[i] =
            0.299f * (rgb[at] & 0xff)
                + 0.587f * (rgb[at + 1] & 0xff)
                + 0.114f * (rgb[at + 2] & 0xff);
      }
    }
    return new LumaPlane(columns, rows, values);
  }

  /** The mean of the square of 2 radius + 1 pixels about each pixel, of what of it is inside. */
  LumaPlane boxMean(int radius) {
    float[] across = new float[values.length];
    for (int y = 0; y < height; y++) {
      means(values, y * width, 1, width, radius, across);
    }
    float[] both = new float[values.length];
    for (int x = 0; x < width; x++) {
      means(across, x, width, height, radius, both);
    }
    return new LumaPlane(width, height, both);
  }

  LumaPlane minus(LumaPlane other) {
    float[] differences = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      differences[i] = values[i] - other.values[i];
    }
    return new LumaPlane(width, height, differences);
  }

  /** What of it is finer than the square of 2 radius + 1 pixels. */
  LumaPlane highPass(int radius) {
    return minus(boxMean(radius));
  }

  /** The root of the mean square in the square about each pixel. */
  LumaPlane boxRms(int radius) {
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    LumaPlane means = new LumaPlane(width, height, squares).boxMean(radius);
    for (int i = 0; i < values.length; i++) {
      means.values[i] = (float) StrictMath.sqrt(Math.max(0, means.values[i]));
    }
    return means;
  }

  private static void means(float[] from, int start, int step, int length, int radius, float[] to) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < Math.min(radius, length); i++) {
      sum += from[start + i * step];
      count++;
    }
    for (int i = 0; i < length; i++) {
      if (i + radius < length) {
        sum += from[start + (i + radius) * step];
        count++;
      }
      if (i - radius - 1 >= 0) {
        sum -= from[start + (i - radius - 1) * step];
        count--;
      }
      to[start + i * step] = (float) (sum / count);
    }
  }
}
