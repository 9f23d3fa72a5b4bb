package zoodip.webp;

import java.util.function.Consumer;

/**
 * From luma and chroma of half the resolution to RGB, with libwebp's arithmetic: chroma is
 * interpolated with weights 9 3 3 1, the conversion is that of BT.601 with 16..235 for luma.
 */
final class YuvToRgb {
  private final Plane luma;
  private final Plane blueChroma;
  private final Plane redChroma;
  private final int width;
  private final int height;

  YuvToRgb(Plane luma, Plane blueChroma, Plane redChroma, int width, int height) {
    this.luma = luma;
    this.blueChroma = blueChroma;
    this.redChroma = redChroma;
    this.width = width;
    this.height = height;
  }

  /** Passes the rows on, from the top: [width, 3] each, overwritten by the next. */
  void rows(Consumer<byte[]> rows) {
    byte[] rgb = new byte[Math.multiplyExact(3, width)];
    int[] blue = new int[width];
    int[] red = new int[width];
    for (int y = 0; y < height; y++) {
      upsample(blueChroma, y, blue);
      upsample(redChroma, y, red);
      int row = luma.at(0, y);
      for (int x = 0; x < width; x++) {
        put(luma.get(row + x), blue[x], red[x], rgb, 3 * x);
      }
      rows.accept(rgb);
    }
  }

  private void upsample(Plane plane, int y, int[] row) {
    int near = plane.at(0, y / 2);
    int other = y / 2 + (y % 2 == 0 ? -1 : 1);
    int far = other < 0 || other > (height - 1) / 2 ? near : plane.at(0, other);
    row[0] = edge(plane, near, far);
    for (int x = 1; x <= (width - 1) / 2; x++) {
      int n0 = plane.get(near + x - 1);
      int n1 = plane.get(near + x);
      int f0 = plane.get(far + x - 1);
      int f1 = plane.get(far + x);
      int sum = n0 + n1 + f0 + f1 + 8;
      row[2 * x - 1] = (((sum + 2 * (n1 + f0)) >> 3) + n0) >> 1;
      row[2 * x] = (((sum + 2 * (n0 + f1)) >> 3) + n1) >> 1;
    }
    if (width % 2 == 0) {
      int last = (width - 1) / 2;
      row[width - 1] = edge(plane, near + last, far + last);
    }
  }

  private static int edge(Plane plane, int near, int far) {
    return (3 * plane.get(near) + plane.get(far) + 2) >> 2;
  }

  private static void put(int y, int u, int v, byte[] rgb, int at) {
    int light = (y * 19077) >> 8;
    rgb[at] = clipped(light + ((v * 26149) >> 8) - 14234);
    rgb[at + 1] = clipped(light - ((u * 6419) >> 8) - ((v * 13320) >> 8) + 8708);
    rgb[at + 2] = clipped(light + ((u * 33050) >> 8) - 17685);
  }

  private static byte clipped(int value) {
    return (byte) Math.max(0, Math.min(255, value >> 6));
  }
}
