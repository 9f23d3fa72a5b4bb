package zoodip.zeroth;

/**
 * eta of Adam over a run: from one value in a straight line to another, and that one from then on.
 *
 * <p>The paper's is constant. A rate that falls to nothing takes the large steps early and averages
 * the estimates' noise away late; small models, whose gradients are strong, gain by it.
 *
 * @param first eta of the first step, in (0, 1000]
 * @param last eta after the last step, in [0, 1000]
 * @param steps of the way from one to the other, at least 1
 */
public record LearningRate(double first, double last, long steps) {
  private static final double LARGEST = 1000;

  /** Refuses rates out of range with an {@link IllegalArgumentException}. */
  public LearningRate {
    if (!(first > 0 && first <= LARGEST)) {
      throw new IllegalArgumentException(
          "learningRate is " + first + ": use a positive number, at most " + LARGEST);
    }
    if (!(last >= 0 && last <= LARGEST)) {
      throw new IllegalArgumentException(
          "the last learningRate is " + last + ": use 0 or a positive number, at most " + LARGEST);
    }
    if (steps < 1) {
      throw new IllegalArgumentException(
          "a learningRate changes over " + steps + " steps: use at least 1");
    }
  }

  /** The same in every step. */
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, rate, 1);
  }

  /**
   * eta of a step.
   *
   * @param step 1 for the first
   */
  public double at(long step) {
    if (first == last || step > steps) {
      return last;
    }
    return first + (last - first) * ((step - 1) / (double) steps);
  }
}
