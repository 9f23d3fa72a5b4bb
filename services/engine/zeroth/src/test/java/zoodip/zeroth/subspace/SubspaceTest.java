package zoodip.zeroth.subspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

class SubspaceTest {
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void agreesWithTheStraightforwardComponents(
      @ForAll("histories") float[][] history,
      @ForAll @DoubleRange(min = 1e-4, max = 0.7) @Scale(4) double nu) {
    ReferenceComponents reference = ReferenceComponents.of(history);
    Assume.that(!reference.isRankAmbiguous() && !reference.isAmbiguous(nu));
    Subspace subspace = Subspace.ofLowVariance(history, nu);
    double[][] removed =
        Arrays.copyOfRange(
            reference.vectors(),
            Math.min(reference.leading(nu), reference.rank()),
            reference.rank());
    assertEquals(removed.length, subspace.size());
    assertProjectorsAgree(removed, subspace.directions(), history[0].length);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void removesItsDirectionsAndNothingElse(
      @ForAll("histories") float[][] history,
      @ForAll @DoubleRange(min = 1e-4, max = 0.7) @Scale(4) double nu,
      @ForAll long seed) {
    Subspace subspace = Subspace.ofLowVariance(history, nu);
    double[] gradient = random(seed, history[0].length);
    double[] projected = gradient.clone();
    subspace.removeFrom(projected);
    double[] expected = gradient.clone();
    for (double[] direction : subspace.directions()) {
      assertEquals(0, ReferenceComponents.product(direction, projected), 1e-13);
      double weight = ReferenceComponents.product(direction, gradient);
      for (int j = 0; j < expected.length; j++) {
        expected[j] -= weight * direction[j];
      }
    }
    assertArrayEquals(expected, projected, 1e-13);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void keepsWhatLiesOutsideTheHistory(
      @ForAll("histories") float[][] history,
      @ForAll @DoubleRange(min = 1e-4, max = 0.7) @Scale(4) double nu,
      @ForAll long seed) {
    ReferenceComponents reference = ReferenceComponents.of(history);
    Assume.that(!reference.isRankAmbiguous());
    double[] outside = random(seed, history[0].length);
    for (double[] direction : Arrays.copyOf(reference.vectors(), reference.rank())) {
      double weight = ReferenceComponents.product(direction, outside);
      for (int j = 0; j < outside.length; j++) {
        outside[j] -= weight * direction[j];
      }
    }
    double[] projected = outside.clone();
    Subspace.ofLowVariance(history, nu).removeFrom(projected);
    assertArrayEquals(outside, projected, 1e-9);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void itsDirectionsAreOrthonormal(
      @ForAll("histories") float[][] history,
      @ForAll @DoubleRange(min = 1e-4, max = 0.7) @Scale(4) double nu) {
    double[][] directions = Subspace.ofLowVariance(history, nu).directions();
    for (int i = 0; i < directions.length; i++) {
      for (int k = 0; k <= i; k++) {
        double product = ReferenceComponents.product(directions[i], directions[k]);
        assertEquals(i == k ? 1 : 0, product, 1e-14);
      }
    }
  }

  @Test
  void keepsTheLeadingDirections() {
    float[][] history = Histories.walk(16, 40, 7);
    ReferenceComponents reference = ReferenceComponents.of(history);
    int leading = reference.leading(1e-2);
    assertTrue(leading < 15, () -> "nothing to remove beyond " + leading);
    for (double[] direction : Arrays.copyOf(reference.vectors(), leading)) {
      double[] projected = direction.clone();
      Subspace.ofLowVariance(history, 1e-2).removeFrom(projected);
      assertArrayEquals(direction, projected, 1e-10);
    }
  }

  /**
   * Orthogonal features of equal variance: every basis is principal, only the count is determined.
   */
  @Test
  void takesAnyDirectionsAmongEquals() {
    float[][] history = new float[8][7];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 7; j++) {
        history[i][j] = Integer.bitCount(i & (j + 1)) % 2 == 0 ? 1 : -1;
      }
    }
    double[][] directions = Subspace.ofLowVariance(history, 0.3).directions();
    assertEquals(2, directions.length); // five of seven are the first to exceed 70 percent
    for (double[] direction : directions) {
      assertEquals(1, ReferenceComponents.product(direction, direction), 1e-14);
    }
    assertEquals(0, ReferenceComponents.product(directions[0], directions[1]), 1e-14);
  }

  /** Sizes of SD 1.5; the smallest variance is 5e-7 of the largest on such a path. */
  @Test
  void isExactOnAPathOfTrainingSize() {
    Subspace subspace = Subspace.ofLowVariance(Histories.walk(128, 768, 3), 1e-3);
    assertTrue(subspace.size() > 64 && subspace.size() < 127, () -> "rows " + subspace.size());
    double[] gradient = random(4, 768);
    subspace.removeFrom(gradient);
    double[] again = gradient.clone();
    subspace.removeFrom(again);
    assertArrayEquals(gradient, again, 1e-13);
  }

  @Test
  void aHistoryThatNeverMovedRemovesNothing() {
    assertEquals(0, Subspace.ofLowVariance(new float[5][9], 1e-3).size());
    float[] theta = {0.1F, -3e7F, 1e-20F};
    assertEquals(0, Subspace.ofLowVariance(new float[][] {theta, theta, theta}, 0.5).size());
  }

  @Test
  void oneDirectionOfMovementIsKept() {
    float[][] line = {{1, 5, 2}, {2, 5, 4}, {3, 5, 6}, {7, 5, 14}};
    assertEquals(0, Subspace.ofLowVariance(line, 0.5).size());
  }

  @Test
  void aPathMakesItsSubspaceAnewAtEveryMultipleOfTau() {
    float[][] thetas = Histories.walk(13, 20, 9);
    PathSubspace path = new PathSubspace(4, 0.2);
    for (int step = 1; step <= thetas.length; step++) {
      path.append(step, thetas[step - 1]);
      int made = step / 4 * 4;
      double[][] expected =
          made == 0
              ? new double[0][]
              : Subspace.ofLowVariance(Arrays.copyOfRange(thetas, made - 4, made), 0.2)
                  .directions();
      assertTrue(Arrays.deepEquals(expected, path.current().directions()), "step " + step);
    }
  }

  @Provide
  Arbitrary<float[][]> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 10),
            Arbitraries.integers().between(3, 22),
            Arbitraries.longs(),
            Arbitraries.of(Histories.values()))
        .as((tau, d, seed, kind) -> kind.of(tau, d, seed));
  }

  private static double[] random(long seed, int d) {
    float[] numbers = new RandomStreams(seed).gaussians(RandomStream.DIRECTIONS, 1, d);
    double[] vector = new double[d];
    Arrays.setAll(vector, j -> numbers[j]);
    return vector;
  }

  private static void assertProjectorsAgree(double[][] wanted, double[][] given, int d) {
    for (int j = 0; j < d; j++) {
      for (int k = 0; k < d; k++) {
        assertEquals(projector(wanted, j, k), projector(given, j, k), 1e-7);
      }
    }
  }

  private static double projector(double[][] rows, int j, int k) {
    return Arrays.stream(rows).mapToDouble(row -> row[j] * row[k]).sum();
  }
}
