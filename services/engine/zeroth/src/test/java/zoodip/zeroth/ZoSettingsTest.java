package zoodip.zeroth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "directions, 0, .001, .005, .9, .999, .001",
    "directions, 4097, .001, .005, .9, .999, .001",
    "mu, 2, 0, .005, .9, .999, .001",
    "mu, 2, NaN, .005, .9, .999, .001",
    "learningRate, 2, .001, -1, .9, .999, .001",
    "learningRate, 2, .001, Infinity, .9, .999, .001",
    "beta1, 2, .001, .005, 1, .999, .001",
    "beta2, 2, .001, .005, .9, -.1, .001",
    "epsilon, 2, .001, .005, .9, .999, 0",
  })
  void refusesEachValueOutOfRangeByItsName(
      String name, int n, double mu, double rate, double beta1, double beta2, double epsilon) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ZoSettings(
                    Estimator.RGE, n, mu, rate, beta1, beta2, epsilon, Optional.empty()));
    assertTrue(refusal.getMessage().startsWith(name + " is "), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, .001", "-5, .001", "128, 0", "128, 1", "128, NaN"})
  void refusesSubspacesThatCannotBe(int tau, double nu) {
    assertThrows(IllegalArgumentException.class, () -> new SubspaceSettings(tau, nu));
  }

  @Test
  void refusesAHistoryOfHalfThetasWidth() {
    ZoSettings settings = withTau(64);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> settings.requireTrainable(128));
    assertEquals(
        "tau is 64 and theta has 128 numbers: the subspace would take nearly the whole space;"
            + " use a tau below 64 (about 21)",
        refusal.getMessage());
    assertDoesNotThrow(() -> settings.requireTrainable(129));
  }

  @Test
  void refusesAnEmptyTheta() {
    ZoSettings settings =
        new ZoSettings(Estimator.RGE, 2, 1e-3, 5e-3, 0.9, 0.999, 1e-3, Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> settings.requireTrainable(0));
  }

  @ParameterizedTest
  @CsvSource({"RGE, 2, 3", "SPSA, 2, 4", "ONE_POINT, 2, 3", "RGE, 8, 9", "SPSA, 1, 2"})
  void knowsTheForwardPassesOfAStep(Estimator estimator, int n, int forwards) {
    assertEquals(
        forwards,
        new ZoSettings(estimator, n, 1e-3, 5e-3, 0.9, 0.999, 1e-3, Optional.empty()).candidates());
  }

  private static ZoSettings withTau(int tau) {
    return new ZoSettings(
        Estimator.RGE,
        2,
        1e-3,
        5e-3,
        0.9,
        0.999,
        1e-3,
        Optional.of(new SubspaceSettings(tau, 1e-3)));
  }
}
