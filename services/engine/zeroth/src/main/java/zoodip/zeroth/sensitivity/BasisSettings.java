package zoodip.zeroth.sensitivity;

/**
 * How the directions of a block are chosen from J'J, with J the Jacobian of the text encoder's
 * output with respect to the learned vector.
 *
 * @param interval a new basis every so many steps, at least 1
 * @param share of the trace of J'J that the directions hold together, in (0, 1]
 * @param fewest directions of a block, also where fewer hold that share, at least 1
 * @param most directions of a block, also where more are needed for that share
 * @param difference length of the finite differences that J is made of, relative to the norm of the
 *     block's first vector, in (0, 1]
 */
public record BasisSettings(int interval, double share, int fewest, int most, double difference) {
  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public BasisSettings {
    if (interval < 1) {
      throw new IllegalArgumentException(
          "the basis interval is " + interval + " steps: use at least 1");
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

  /**
   * Whether a step uses new bases.
   *
   * @param step 1 for the first
   */
  boolean isDue(long step) {
    return (step - 1) % interval == 0;
  }
}
