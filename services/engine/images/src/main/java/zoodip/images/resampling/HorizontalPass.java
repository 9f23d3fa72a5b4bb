package zoodip.images.resampling;

import zoodip.images.RowConsumer;

/** Makes the columns of an image: resamples each row by itself and passes it on. */
final class ColumnSums implements RowConsumer {
  private final FilterTaps filterTaps;
  private final RowConsumer next;
  private final byte[] made;

  ColumnSums(FilterTaps filterTaps, RowConsumer next) {
    this.filterTaps = filterTaps;
    this.next = next;
    this.made = new byte[Math.multiplyExact(3, filterTaps.size())];
  }

  @Override
  public void row(byte[] rgb, int from) {
    for (int x = 0, at = 0; at < made.length; x++, at += 3) {
      int source = from + 3 * filterTaps.first(x);
      int red = FilterTaps.ONE_HALF;
      int green = FilterTaps.ONE_HALF;
      int blue = FilterTaps.ONE_HALF;
      for (int weight : filterTaps.weights(x)) {
        red += weight * (rgb[source] & 0xff);
        green += weight * (rgb[source + 1] & 0xff);
        blue += weight * (rgb[source + 2] & 0xff);
        source += 3;
      }
      made[at] = FilterTaps.clipped(red);
      made[at + 1] = FilterTaps.clipped(green);
      made[at + 2] = FilterTaps.clipped(blue);
    }
    next.row(made, 0);
  }
}
