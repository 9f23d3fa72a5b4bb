package zoodip.images;

/** Makes the columns of a picture: resamples each row by itself and passes it on. */
final class ColumnSums implements Rows {
  private final Taps taps;
  private final Rows next;
  private final byte[] made;

  ColumnSums(Taps taps, Rows next) {
    this.taps = taps;
    this.next = next;
    this.made = new byte[Math.multiplyExact(3, taps.size())];
  }

  @Override
  public void row(byte[] rgb, int from) {
    for (int x = 0, at = 0; at < made.length; x++, at += 3) {
      int source = from + 3 * taps.first(x);
      int red = Taps.ONE_HALF;
      int green = Taps.ONE_HALF;
      int blue = Taps.ONE_HALF;
      for (int weight : taps.weights(x)) {
        red += weight * (rgb[source] & 0xff);
        green += weight * (rgb[source + 1] & 0xff);
        blue += weight * (rgb[source + 2] & 0xff);
        source += 3;
      }
      made[at] = Taps.clipped(red);
      made[at + 1] = Taps.clipped(green);
      made[at + 2] = Taps.clipped(blue);
    }
    next.row(made, 0);
  }
}
