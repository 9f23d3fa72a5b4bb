package zoodip.concepts.settings;

/**
 * The timesteps of partial uniform timestep sampling (PUTS): training looks only at the part of the
 * diffusion process where the text matters.
 *
 * @param low first timestep T_L, 0 or more
 * @param high the timestep T_U after the last one
 */
public record TimestepRange(int low, int high) {
  /** Refuses an empty range with an {@link IllegalArgumentException}. */
  public TimestepRange {
    if (low < 0 || low >= high) {
      throw new IllegalArgumentException(
          "timesteps [%d, %d): use 0 <= low < high, such as [500, 900)".formatted(low, high));
    }
  }

  /** How many timesteps there are. */
  public int size() {
    return high - low;
  }
}
