package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

class GradientEstimateTest {
  private static final int D = 12;
  private static final double MU = 0.01;

  /** Of n directions, each of variance about d |gradient|^2, the mean errs by sqrt(d / n). */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rgeOfAQuadraticConvergesToItsGradient(long seed) {
    double few = relativeError(Estimator.RGE, seed, 64);
    double many = relativeError(Estimator.RGE, seed, 4096);
    assertTrue(few < 3 * Math.sqrt((D + 1) / 64.0), () -> "error of 64 directions " + few);
    assertTrue(many < 3 * Math.sqrt((D + 1) / 4096.0), () -> "error of 4096 directions " + many);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void spsaOfAQuadraticConvergesToItsGradient(long seed) {
    double many = relativeError(Estimator.SPSA, seed, 4096);
    assertTrue(many < 3 * Math.sqrt((D + 1) / 4096.0), () -> "error of 4096 directions " + many);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void onePointOfAQuadraticConvergesToItsGradient(long seed) {
    double many = relativeError(Estimator.ONE_POINT, seed, 4096);
    assertTrue(many < 3 * Math.sqrt(2 * (D + 1) / 4096.0), () -> "error " + many);
  }

  @Test
  void divisorIsThatOfThePublishedCode() {
    float[][] directions = {{1, 0, 0, 0}, {0, 1, 0, 0}};
    double[] estimate =
        GradientEstimate.of(settings(Estimator.RGE, 2), new float[] {1, 2, 4}, directions, 1);
    double divisor = 2 * Math.sqrt((3 + 2 - 1) / 2.0);
    assertArrayEquals(new double[] {1 / MU / divisor, 3 / MU / divisor, 0, 0}, estimate, 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "RGE, 300, 700", // (4 - 1) / mu, (8 - 1) / mu
    "SPSA, -150, 400", // (1 - 4) / 2 mu, (8 - 0) / 2 mu
    "ONE_POINT, -300, -400" // (1 - 4) / mu, (4 - 8) / mu
  })
  void slopesAreThoseOfTheEquations(Estimator estimator, double first, double second) {
    float[] losses = {1, 4, 8, 0};
    assertEquals(first, estimator.slope(losses, 0, MU), 1e-9);
    assertEquals(second, estimator.slope(losses, 1, MU), 1e-9);
  }

  @Test
  void reportsTheLossOfThetaOrElseTheMean() {
    assertEquals(1, Estimator.RGE.reportedLoss(new float[] {1, 4, 10}));
    assertEquals(2.5F, Estimator.SPSA.reportedLoss(new float[] {1, 4}));
    assertEquals(5, Estimator.ONE_POINT.reportedLoss(new float[] {1, 4, 10}));
  }

  @Test
  void anEstimateThatFp32CannotSquareIsNotUsable() {
    assertDoesNotThrow(() -> FiniteNumbers.requireGradient(new double[] {-1e18, 1e18}, 1));
    for (double number : new double[] {-1e19, Double.NaN}) {
      assertThrows(
          UnusableLossException.class,
          () -> FiniteNumbers.requireGradient(new double[] {0, number}, 1));
    }
  }

  private static double relativeError(Estimator estimator, long seed, int n) {
    double[] theta = new double[D];
    double[] gradient = new double[D];
    for (int j = 0; j < D; j++) {
      theta[j] = 0.3 * j - 1;
      gradient[j] = curvature(j) * theta[j];
    }
    float[][] directions = new float[estimator.drawnDirections(n)][];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = new RandomStreams(seed).gaussians(RandomStream.DIRECTIONS, i, D);
    }
    float[] losses = new float[estimator.candidates(n)];
    for (int c = 0; c < losses.length; c++) {
      double[] candidate = theta.clone();
      for (int j = 0; j < D; j++) {
        candidate[j] += MU * estimator.signOf(c) * directions[estimator.directionOf(c)][j];
      }
      losses[c] = (float) quadratic(candidate);
    }
    double[] estimate = GradientEstimate.of(settings(estimator, n), losses, directions, 0);
    double scaling = Math.sqrt((D + n - 1.0) / n);
    double error = 0;
    double norm = 0;
    for (int j = 0; j < D; j++) {
      error += Math.pow(estimate[j] * scaling - gradient[j], 2);
      norm += gradient[j] * gradient[j];
    }
    return Math.sqrt(error / norm);
  }

  private static double quadratic(double[] theta) {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      sum += 0.5 * curvature(j) * theta[j] * theta[j];
    }
    return sum;
  }

  private static double curvature(int j) {
    return 1 + 0.1 * j;
  }

  private static ZoSettings settings(Estimator estimator, int n) {
    return new ZoSettings(estimator, n, MU, 5e-3, 0.9, 0.999, 1e-3, Optional.empty());
  }
}
