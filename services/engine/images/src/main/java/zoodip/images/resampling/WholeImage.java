package zoodip.images.resampling;

import zoodip.images.Orientation;
import zoodip.images.RgbImage;

/** A whole photo, turned upright row by row. */
final class WholeImage implements DecodedImage {
  private final Orientation stored;
  private final int storedWidth;
  private final int width;
  private final int height;
  private final byte[] rgb;
  private int y;

  /**
   * @param width of the upright photo
   * @param height of the upright photo
   */
  WholeImage(int width, int height, Orientation stored) {
    this.stored = stored;
    this.storedWidth = stored.areAxesSwapped() ? height : width;
    this.width = width;
    this.height = height;
    this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
  }

  @Override
  public void accept(byte[] row, int from) {
    int at = 3 * stored.upright(0, y, width, height);
    if (stored == Orientation.UPRIGHT) {
      System.arraycopy(row, from, rgb, at, 3 * storedWidth);
    } else {
      int step = 3 * (stored.upright(1, y, width, height) - stored.upright(0, y, width, height));
      for (int i = 0; i < 3 * storedWidth; i += 3, at += step) {
        rgb[at] = row[from + i];
        rgb[at + 1] = row[from + i + 1];
        rgb[at + 2] = row[from + i + 2];
      }
    }
    y++;
  }

  @Override
  public RgbImage image() {
    if (y != (stored.areAxesSwapped() ? width : height)) {
      throw new IllegalStateException("%d rows make no %d x %d".formatted(y, width, height));
    }
    return new RgbImage(width, height, rgb);
  }
}
