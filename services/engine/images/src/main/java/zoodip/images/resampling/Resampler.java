package zoodip.images.resampling;

import zoodip.images.RowConsumer;

/**
 * One resampling of an image whose rows come from the top: in two passes, columns and rows, each
 * rounded to 8 bits. Holds a few rows, whatever the height of the source.
 */
final class Resampler implements RowConsumer {
  private final VerticalPass rows;
  private final RowConsumer first;
  private int y;

  /**
   * @param width of the source
   * @param columns what the columns are made of
   * @param rows what the rows are made of
   * @param rowsFirst which of the two passes comes first
   * @param next takes the rows that come out
   */
  Resampler(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst, RowConsumer next) {
    if (rowsFirst) {
      this.rows = new VerticalPass(rows, 3 * width, new HorizontalPass(columns, next));
      this.first = this::addToRows;
    } else {
      this.rows = new VerticalPass(rows, 3 * columns.size(), next);
      this.first = new HorizontalPass(columns, this::addToRows);
    }
  }

  /** Bytes that it holds at most, what comes out included. */
  static long heapBytes(int width, FilterTaps columns, FilterTaps rows, boolean rowsFirst) {
    long stride = 3L * (rowsFirst ? width : columns.size());
    return stride * (4L * rows.overlap() + 1) + 3L * columns.size() * (rows.size() + 1L);
  }

  @Override
  public void accept(byte[] rgb, int from) {
    if (rows.needs(y)) {
      first.accept(rgb, from);
    }
    y++;
  }

  private void addToRows(byte[] rgb, int from) {
    rows.accept(y, rgb, from);
  }
}
