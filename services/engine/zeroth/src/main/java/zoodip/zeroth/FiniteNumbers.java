package zoodip.zeroth;

/**
 * What every method asks of a step's losses, of the gradient they lead to, and of a first theta.
 */
public final class FiniteNumbers {
  /** Beyond this, a squared gradient is too large for fp32 moments. */
  private static final double LARGEST = 1e18;

  private FiniteNumbers() {}

  /** Refuses a first theta with NaN or infinity with an {@link IllegalArgumentException}. */
  public static void requireTheta(float[] theta) {
    for (int j = 0; j < theta.length; j++) {
      if (!Float.isFinite(theta[j])) {
        throw new IllegalArgumentException(
            "number %d of the first theta is %s: only a finite theta can be trained"
                .formatted(j, theta[j]));
      }
    }
  }

  /**
   * Checks a step's losses.
   *
   * @throws IllegalArgumentException if they are not one a candidate
   * @throws UnusableLossException if one is not finite
   */
  public static void requireLosses(float[] losses, int candidates, long step) {
    if (losses.length != candidates) {
      throw new IllegalArgumentException(
          "%d losses for %d candidates: give one for each, in their order"
              .formatted(losses.length, candidates));
    }
    for (int i = 0; i < losses.length; i++) {
      if (!Float.isFinite(losses[i])) {
        throw new UnusableLossException(
            "loss of candidate %d in step %d is %s: the model overflows; lower the learning rate or use a wider precision"
                .formatted(i, step, losses[i]));
      }
    }
  }

  /**
   * Checks the theta that a step's losses led to.
   *
   * @throws UnusableLossException if fp32 cannot hold it
   */
  public static void requireNext(float[] theta, long step) {
    for (float number : theta) {
      if (!Float.isFinite(number)) {
        throw new UnusableLossException(
            "step %d led theta out of fp32's range: use shorter steps".formatted(step));
      }
    }
  }

  /**
   * Checks the gradient that a step's losses led to.
   *
   * @throws UnusableLossException if its moments cannot be kept
   */
  public static void requireGradient(double[] gradient, long step) {
    for (double value : gradient) {
      if (!(Math.abs(value) <= LARGEST)) {
        throw new UnusableLossException(
            "the losses of step %d differ beyond fp32's range: lower the learning rate or raise mu, the smoothing"
                .formatted(step));
      }
    }
  }

  /**
   * Checks a gradient that a model gave.
   *
   * @throws UnusableLossException if its moments cannot be kept
   */
  public static void requireGradient(float[] gradient, long step) {
    for (float value : gradient) {
      if (!(Math.abs(value) <= LARGEST)) {
        throw new UnusableLossException(
            "the gradient of step %d has a number that is %s: the model overflows; lower the learning rate or use a wider precision"
                .formatted(step, value));
      }
    }
  }
}
