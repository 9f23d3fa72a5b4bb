package zoodip.zeroth;

/** The decays of moving averages of gradients and their squares, which both methods keep. */
public final class MomentDecay {
  private MomentDecay() {}

  /**
   * Refuses a decay outside of [0, 1) with an {@link IllegalArgumentException}.
   *
   * @param name as the settings have it
   */
  public static void require(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": a decay lies in [0, 1), such as 0.9");
    }
  }
}
