package zoodip.zeroth.journal;

import java.util.Arrays;

/**
 * The gradient of the loss with respect to theta that a step was finished with. A replay has no
 * model to differentiate, so the journals of methods that use gradients keep each of them.
 *
 * @param step 1 or later
 * @param numbers [d]
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record StepGradient(long step, float[] numbers) {
  /** Refuses a gradient that no step can have with an {@link IllegalArgumentException}. */
  public StepGradient {
    if (step < 1 || numbers.length == 0) {
      throw new IllegalArgumentException(
          "gradient of step %d with %d numbers: steps start at 1, and theta has a number"
              .formatted(step, numbers.length));
    }
    numbers = numbers.clone();
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException(
            "the gradient of step %d has a number that is %s: only finite ones finish a step"
                .formatted(step, number));
      }
    }
  }

  /** Its numbers d. */
  public int size() {
    return numbers.length;
  }

  @Override
  public float[] numbers() {
    return numbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StepGradient that
        && step == that.step
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(step) + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "StepGradient[step %d, %d numbers]".formatted(step, numbers.length);
  }
}
