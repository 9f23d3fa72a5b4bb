package zoodip.webp;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The distances that have numbers of their own because what is near is likely alike (RFC 9649,
 * section 3.6.2.2): up to 7 rows up, from 7 columns to the right to 8 to the left, nearest first.
 */
final class NearDistances {
  static final int COUNT = 120;
  private static final int ROWS = 7;
  private static final int COLUMNS = 8;

  /** How far a pixel is to the left and up. */
  private record Offset(int left, int up) {
    int square() {
      return left * left + up * up;
    }
  }

  private static final Offset[] NEAREST =
      IntStream.rangeClosed(0, ROWS)
          .boxed()
          .flatMap(up -> row(up))
          .sorted(
              Comparator.comparingInt(Offset::square)
                  .thenComparingInt(offset -> Math.abs(offset.left()))
                  .thenComparing(Comparator.comparingInt(Offset::left).reversed()))
          .toArray(Offset[]::new);

  private NearDistances() {}

  /**
   * How many pixels back.
   *
   * @param number 1..120
   * @param width of the image
   */
  static int pixels(int number, int width) {
    Offset offset = NEAREST[number - 1];
    return Math.max(1, offset.up() * width + offset.left());
  }

  private static Stream<Offset> row(int up) {
    return IntStream.rangeClosed(up == 0 ? 1 : 1 - COLUMNS, COLUMNS)
        .mapToObj(left -> new Offset(left, up));
  }
}
