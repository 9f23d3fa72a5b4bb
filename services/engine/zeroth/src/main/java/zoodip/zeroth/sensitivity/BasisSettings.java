package zoodip.zeroth.sensitivity;

/**
 * How the directions of a block are chosen from J'J, with J the Jacobian of the text encoder's
 * output with respect to the learned vector.
 *
 * @param interval steps to the next basis, at least 1
 * @param longestInterval as long as the directions of a basis still hold {@code share} of what
 *     those of the next hold, the interval after that is twice as long, up to so many steps; {@code
 *     interval} for one that never changes
 * @param share of the trace of J'J that the directions hold together, in (0, 1]
 * @param fewest directions of a block, also where fewer hold that share, at least 1
 * @param most directions of a block, also where more are needed for that share
 * @param difference length of the finite differences that J is made of, relative to the norm of the
 *     block's first vector, in (0, 1]
 */
public record BasisSettings(
    int interval, int longestInterval, double share, int fewest, int most, double difference) {
  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public BasisSettings {
    if (interval < 1) {
      throw new IllegalArgumentException(
          "the basis interval is " + interval + " steps: use at least 1");
    }
    if (longestInterval < interval) {
      throw new IllegalArgumentException(
          "the longest basis interval is %d steps, and the shortest %d: use at least as many"
              .formatted(longestInterval, interval));
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the basis share is " + share + ": a share of the trace lies in (0, 1]");
    }
    if (fewest < 1 || most < fewest) {
      throw new IllegalArgumentException(
          "%d to %d directions of a basis: use at least 1, and no fewer at most than at least"
              .formatted(fewest, most));
    }
    if (!(difference > 0 && difference <= 1)) {
      throw new IllegalArgumentException(
          "the difference is "
              + difference
              + ": a share of the first vector's norm lies in (0, 1]");
    }
  }

  /** The same interval between all bases. */
  public static BasisSettings every(
      int interval, double share, int fewest, int most, double difference) {
    return new BasisSettings(interval, interval, share, fewest, most, difference);
  }

  /**
   * Steps to the basis after the next.
   *
   * @param before steps from the basis before to the next
   * @param held share of what the next directions hold that those before hold too, in [0, 1]
   */
  long intervalAfter(long before, double held) {
    return held >= share ? Math.min(2 * before, longestInterval) : interval;
  }
}
