package zoodip.images.resampling;

import zoodip.images.RgbImage;
import zoodip.images.RowConsumer;

/**
 * One resampling of an image whose rows come from the top: in two passes, columns and rows, each
 * rounded to 8 bits. Holds a few rows, whatever the height of the source.
 */
final class Resampling implements RowConsumer {
  private final RowSums rows;
  private final RowConsumer first;
  private final Kept kept;
  private int y;

  /**
   * @param width of the source
   * @param columns what the columns are made of
   * @param rows what the rows are made of
   * @param rowsFirst which of the two passes comes first
   */
  Resampling(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst) {
    this.kept = new Kept(columns.size(), rows.size());
    if (rowsFirst) {
      this.rows = new RowSums(rows, 3 * width, new ColumnSums(columns, kept));
      this.first = this::sum;
    } else {
      this.rows = new RowSums(rows, 3 * columns.size(), kept);
      this.first = new ColumnSums(columns, this::sum);
    }
  }

  /** Bytes that it holds at most, what comes out included. */
  static long bytes(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst) {
    long stride = 3L * (rowsFirst ? width : columns.size());
    return stride * (4L * rows.overlap() + 1) + 3L * columns.size() * (rows.size() + 1L);
  }

  @Override
  public void row(byte[] rgb, int from) {
    if (rows.needs(y)) {
      first.row(rgb, from);
    }
    y++;
  }

  /** What came out, after the last row. */
  RgbImage image() {
    return kept.image();
  }

  private void sum(byte[] rgb, int from) {
    rows.row(y, rgb, from);
  }

  /** The rows of an image, put together. */
  private static final class Kept implements RowConsumer {
    private final int width;
    private final int height;
    private final byte[] rgb;
    private int at;

    Kept(int width, int height) {
      this.width = width;
      this.height = height;
      this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    }

    @Override
    public void row(byte[] row, int from) {
      System.arraycopy(row, from, rgb, at, 3 * width);
      at += 3 * width;
    }

    RgbImage image() {
      if (at != rgb.length) {
        throw new IllegalStateException(
            "%d of %d bytes of a picture were made".formatted(at, rgb.length));
      }
      return new RgbImage(width, height, rgb);
    }
  }
}
