package zoodip.provenance.watermark;

import zoodip.images.RgbImage;

/**
 * The detail of an image, which is folded into one tile: what repeats adds up there, and what does
 * not, the image itself, fades. Detail is divided by its local strength, so that no edge outweighs
 * the rest.
 */
final class FoldedImage {
  /** Of larger images their middle is enough. */
  private static final int LARGEST = 1024;

  private static final int RADIUS = 8;
  private static final float LEAST_RMS = 2;
  private static final float MOST = 2.5f;

  private final LumaPlane detail;
  private final int side;

  /**
   * @param side pixels of a tile
   */
  FoldedImage(RgbImage image, int side) {
    this.side = side;
    detail = normalized(LumaPlane.ofMiddle(image, LARGEST).highPass(RADIUS));
  }

  int longestSide() {
    return Math.max(detail.width(), detail.height());
  }

  /**
   * The mean of all tiles [side, side].
   *
   * @param scale of the image as against the marked one
   */
  double[] tile(double scale) {
    int[] columns = cells(detail.width(), scale);
    int[] rows = cells(detail.height(), scale);
    double[] tile = new double[side * side];
    float[] values = detail.values();
    for (int y = 0, i = 0; y < rows.length; y++) {
      int row = rows[y] * side;
      for (int x = 0; x < columns.length; x++, i++) {
        tile[row + columns[x]] += values[i];
      }
    }
    int[] perColumn = counts(columns);
    int[] perRow = counts(rows);
    for (int i = 0; i < tile.length; i++) {
      tile[i] /= Math.max(1, perRow[i / side] * perColumn[i % side]);
    }
    return tile;
  }

  private int[] cells(int length, double scale) {
    int[] cells = new int[length];
    for (int i = 0; i < length; i++) {
      cells[i] = (int) ((i + 0.5) / scale) % side;
    }
    return cells;
  }

  private int[] counts(int[] cells) {
    int[] counts = new int[side];
    for (int cell : cells) {
      counts[cell]++;
    }
    return counts;
  }

  private static LumaPlane normalized(LumaPlane detail) {
    float[] rms = detail.boxRms(RADIUS).values();
    float[] values = detail.values();
    for (int i = 0; i < values.length; i++) {
      float relative = values[i] / (rms[i] + LEAST_RMS);
      values[i] = Math.max(-MOST, Math.min(MOST, relative));
    }
    return detail;
  }
}
