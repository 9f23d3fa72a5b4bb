package zoodip.zeroth.random;

/**
 * Every random number of a training run, each a pure function of (seed, stream, step, index): a run
 * can stop and go on anywhere, and the same numbers come on every JVM.
 *
 * <p>Counter words of {@link Philox}, the least significant first: index of the block of four
 * words, low and high half of the step, stream code with the number of the retry above bit 8. The
 * key is the seed. One stream is drawn from with one method only; different methods share their
 * bits. Immutable and safe for use by several threads.
 */
public final class RandomStreams {
  private static final long INDICES = 1L << 34;

  private final long seed;

  /** Streams of the run with this seed; any 64 bits are a good seed. */
  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** The number at {@code index}, uniform in [0, 1), a multiple of 2^-53. */
  public double uniform(RandomStream stream, long step, long index) {
    int high = word(stream, step, 2 * index, 0);
    int low = word(stream, step, 2 * index + 1, 0);
    long bits = ((long) high << 32) | (low & 0xFFFFFFFFL);
    return (bits >>> 11) * 0x1p-53;
  }

  /**
   * The integer at {@code index}, uniform in [0, bound).
   *
   * <p>Source: Lemire, "Fast random integer generation in an interval" (ACM TOMACS 2019): the few
   * words that would favour some integers are drawn again.
   */
  public int below(int bound, RandomStream stream, long step, long index) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "bound is " + bound + ", but an integer below it is wanted: use at least 1");
    }
    long range = bound;
    long refused = (1L << 32) % range;
    for (int retry = 0; ; retry++) {
      long product = (word(stream, step, index, retry) & 0xFFFFFFFFL) * range;
      if ((product & 0xFFFFFFFFL) >= refused) {
        return (int) (product >>> 32);
      }
    }
  }

  /** The standard normal numbers at 0 to {@code count} - 1. */
  public float[] gaussians(RandomStream stream, long step, int count) {
    float[] numbers = new float[count];
    fillGaussians(stream, step, 0, numbers);
    return numbers;
  }

  /**
   * The standard normal numbers from 0 on, row by row.
   *
   * @return [rows][columns], each an fp32 number
   */
  public double[][] gaussians(RandomStream stream, long step, int rows, int columns) {
    double[][] numbers = new double[rows][columns];
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      fillGaussians(stream, step, (long) i * columns, row);
      for (int j = 0; j < columns; j++) {
        numbers[i][j] = row[j];
      }
    }
    return numbers;
  }

  /** Fills {@code numbers} with the standard normal numbers from {@code firstIndex} on. */
  public void fillGaussians(RandomStream stream, long step, long firstIndex, float[] numbers) {
    requireDrawable(step, firstIndex);
    requireDrawable(step, firstIndex + numbers.length);
    int[] words = new int[Philox.WORDS];
    int lane = (int) (firstIndex % Philox.WORDS);
    long block = firstIndex / Philox.WORDS;
    for (int filled = 0; filled < numbers.length; block++, lane = 0) {
      block(stream, step, block, 0, words);
      for (; lane < Philox.WORDS && filled < numbers.length; lane++) {
        numbers[filled++] = (float) NormalQuantile.of(words[lane]);
      }
    }
  }

  private int word(RandomStream stream, long step, long index, int retry) {
    requireDrawable(step, index);
    int[] words = new int[Philox.WORDS];
    block(stream, step, index / Philox.WORDS, retry, words);
    return words[(int) (index % Philox.WORDS)];
  }

  private void block(RandomStream stream, long step, long block, int retry, int[] words) {
    int purpose = stream.code() | (retry << 8);
    Philox.block((int) block, (int) step, (int) (step >>> 32), purpose, seed, words);
  }

  private static void requireDrawable(long step, long index) {
    if (step < 0 || index < 0 || index > INDICES) {
      throw new IllegalArgumentException(
          "no random number at step %d, index %d: steps start at 0, indices end at 2^34"
              .formatted(step, index));
    }
  }
}
