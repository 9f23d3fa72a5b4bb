package zoodip.fleet.time;

import zoodip.zeroth.random.Philox;

/**
 * Random numbers that are a function of a seed, of what they are for, and of how many were drawn
 * before: whatever else is drawn in a simulation does not change them.
 */
public final class Chance {
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private final int purpose;
  private final int item;
  private final int[] words = new int[Philox.WORDS];
  private int drawn;

  /**
   * @param purpose what is drawn
   * @param item for which of several things
   */
  public Chance(long seed, int purpose, int item) {
    this.seed = seed;
    this.purpose = purpose;
    this.item = item;
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    Philox.block(drawn++, item, purpose, 0, seed, words);
    long bits = (long) words[0] << 32 | words[1] & 0xFFFFFFFFL;
    return (bits >>> 11) * UNIT;
  }

  /** Exponential with a mean, as the times between events are that do not know of each other. */
  public double exponential(double mean) {
    return -mean * StrictMath.log1p(-uniform());
  }
}
