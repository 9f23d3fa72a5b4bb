package zoodip.zeroth.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  private static final int MANY = 1 << 20;

  private final RandomStreams streams = new RandomStreams(42);

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    float[] numbers = streams.gaussians(RandomStream.NOISE, 1, MANY);
    assertEquals(0, moment(numbers, 1), 5 * Math.sqrt(1.0 / MANY));
    assertEquals(1, moment(numbers, 2), 5 * Math.sqrt(2.0 / MANY));
    assertEquals(0, moment(numbers, 3), 5 * Math.sqrt(15.0 / MANY));
    assertEquals(3, moment(numbers, 4), 5 * Math.sqrt(96.0 / MANY));
  }

  @Test
  void gaussiansFallIntoEqualSharesEquallyOften() {
    int[] counts = new int[256];
    double[] borders = new double[255];
    Arrays.setAll(borders, i -> NormalQuantile.of((i - 127) << 24));
    for (float number : streams.gaussians(RandomStream.DIRECTIONS, 7, MANY)) {
      int place = Arrays.binarySearch(borders, number);
      counts[place < 0 ? -place - 1 : place]++;
    }
    assertEvenly(counts);
  }

  @Test
  void neighbouringGaussiansAreUncorrelated() {
    float[] numbers = streams.gaussians(RandomStream.NOISE, 3, MANY);
    for (int lag = 1; lag <= 8; lag++) {
      float[] later = Arrays.copyOfRange(numbers, lag, MANY);
      assertUncorrelated(Arrays.copyOf(numbers, later.length), later);
    }
  }

  @Test
  void streamsStepsAndSeedsAreUncorrelated() {
    float[] numbers = streams.gaussians(RandomStream.NOISE, 5, MANY);
    assertUncorrelated(numbers, streams.gaussians(RandomStream.POSTERIOR_NOISE, 5, MANY));
    assertUncorrelated(numbers, streams.gaussians(RandomStream.NOISE, 6, MANY));
    assertUncorrelated(numbers, new RandomStreams(43).gaussians(RandomStream.NOISE, 5, MANY));
  }

  @Test
  void everyStreamStepAndSeedGivesOtherNumbers() {
    Set<Double> seen = new HashSet<>();
    for (RandomStream stream : RandomStream.values()) {
      for (long step : new long[] {0, 1, 2, 1L << 32, 1L << 40}) {
        for (long seed : new long[] {0, 1, -1, 1L << 32, Long.MIN_VALUE}) {
          seen.add(new RandomStreams(seed).uniform(stream, step, 0));
        }
      }
    }
    assertEquals(RandomStream.values().length * 25, seen.size());
  }

  @Property
  void aGaussianDependsOnItsIndexOnly(
      @ForAll long seed,
      @ForAll @IntRange(max = 50) int from,
      @ForAll @IntRange(max = 50) int count) {
    RandomStreams drawn = new RandomStreams(seed);
    float[] all = drawn.gaussians(RandomStream.DIRECTIONS, 9, 100);
    float[] part = new float[count];
    drawn.fillGaussians(RandomStream.DIRECTIONS, 9, from, part);
    assertArrayEquals(Arrays.copyOfRange(all, from, from + count), part);
  }

  @Property
  void integersStayBelowTheirBound(
      @ForAll @IntRange(min = 1) int bound,
      @ForAll @LongRange(min = 0) long step,
      @ForAll @IntRange(min = 0) int index) {
    int drawn = streams.below(bound, RandomStream.TIMESTEP, step, index);
    assertTrue(0 <= drawn && drawn < bound, () -> drawn + " below " + bound);
  }

  @Test
  void integersComeEquallyOften() {
    int[] counts = new int[400];
    for (int index = 0; index < MANY; index++) {
      counts[streams.below(400, RandomStream.TIMESTEP, 1, index)]++;
    }
    assertEvenly(counts);
  }

  @Test
  void aBoundThatDoesNotDivideTheWordsFavoursNoInteger() {
    int bound = 3 << 29;
    int[] residues = new int[3];
    for (int index = 0; index < MANY; index++) {
      residues[streams.below(bound, RandomStream.PHOTO, 1, index) % 3]++;
    }
    assertEvenly(residues);
  }

  @Test
  void uniformsFillTheUnitIntervalEvenly() {
    int[] counts = new int[256];
    for (int index = 0; index < MANY; index++) {
      double uniform = streams.uniform(RandomStream.FLIP, 1, index);
      assertTrue(0 <= uniform && uniform < 1);
      counts[(int) (uniform * 256)]++;
    }
    assertEvenly(counts);
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertThrows(IllegalArgumentException.class, () -> streams.below(0, RandomStream.PHOTO, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> streams.uniform(RandomStream.PHOTO, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> streams.uniform(RandomStream.PHOTO, 1, -1));
    assertThrows(
        IllegalArgumentException.class,
        () -> streams.fillGaussians(RandomStream.NOISE, 1, 1L << 34, new float[1]));
  }

  private static double moment(float[] numbers, int power) {
    double sum = 0;
    for (float number : numbers) {
      sum += Math.pow(number, power);
    }
    return sum / numbers.length;
  }

  private static void assertUncorrelated(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    assertEquals(0, sum / a.length, 5 / Math.sqrt(a.length));
  }

  /** Chi-squared within five standard deviations of its mean. */
  private static void assertEvenly(int[] counts) {
    double expected = Arrays.stream(counts).sum() / (double) counts.length;
    double chiSquared =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    int freedom = counts.length - 1;
    assertEquals(freedom, chiSquared, 5 * Math.sqrt(2.0 * freedom));
  }
}
