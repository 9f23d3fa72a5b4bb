package zoodip.images.resampling;

import zoodip.images.RowConsumer;

/** Makes the columns of an image: resamples each row by itself and passes it on. */
final class HorizontalPass implements RowConsumer {
  private final FilterTaps taps;
  private final RowConsumer next;
  private final byte[] resampled;

  HorizontalPass(FilterTaps taps, RowConsumer next) {
    this.taps = taps;
    this.next = next;
    this.resampled = new byte[Math.multiplyExact(3, taps.size())];
  }

  @Override
  public void accept(byte[] rgb, int from) {
    for (int x = 0, at = 0; at < resampled.length; x++, at += 3) {
      int source = from + 3 * taps.first(x);
      int red = FilterTaps.ONE_HALF;
      int green = FilterTaps.ONE_HALF;
      int blue = FilterTaps.ONE_HALF;
      for (int weight : taps.weights(x)) {
        red += weight * (rgb[source] & 0xff);
        green += weight * (rgb[source + 1] & 0xff);
        blue += weight * (rgb[source + 2] & 0xff);
        source += 3;
      }
      resampled[at] = FilterTaps.clamp(red);
      resampled[at + 1] = FilterTaps.clamp(green);
      resampled[at + 2] = FilterTaps.clamp(blue);
    }
    next.accept(resampled, 0);
  }
}
