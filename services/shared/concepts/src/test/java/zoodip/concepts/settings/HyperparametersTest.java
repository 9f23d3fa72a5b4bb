package zoodip.concepts.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;

class HyperparametersTest {
  @Test
  void everySettingOfTheOptimizerIsTakenOver() {
    ZoSettings settings = Hyperparameters.of(settings().build());
    assertEquals(Estimator.RGE, settings.estimator());
    assertEquals(5, settings.directions());
    assertEquals(0.01, settings.mu());
    assertEquals(LearningRate.constant(0.03), settings.learningRate());
    assertEquals(0.8, settings.beta1());
    assertEquals(0.99, settings.beta2());
    assertEquals(0.002, settings.epsilon());
    assertEquals(Optional.of(new SubspaceSettings(16, 0.004)), settings.subspace());
  }

  @Test
  void aRateFallsOnlyWhereThatIsSaid() {
    assertEquals(
        new LearningRate(0.03, 0, 100),
        Hyperparameters.of(settings().setFinalLearningRate(0).build()).learningRate());
  }

  @Test
  void withoutAHistoryThereIsNoSubspace() {
    assertEquals(Optional.empty(), Hyperparameters.of(settings().setHistory(0).build()).subspace());
  }

  @Test
  void estimatorsHaveTheirCounterparts() {
    Map.of(
            GradientEstimator.GRADIENT_ESTIMATOR_RGE, Estimator.RGE,
            GradientEstimator.GRADIENT_ESTIMATOR_SPSA, Estimator.SPSA,
            GradientEstimator.GRADIENT_ESTIMATOR_ONE_POINT, Estimator.ONE_POINT)
        .forEach(
            (asked, found) ->
                assertEquals(
                    found,
                    Hyperparameters.of(settings().setEstimator(asked).setDirections(1).build())
                        .estimator()));
  }

  @Test
  void settingsThatCannotBeUsedAreRefused() {
    var unset = settings().clearEstimator().build();
    var error = assertThrows(IllegalArgumentException.class, () -> Hyperparameters.of(unset));
    assertTrue(error.getMessage().contains("estimator is not set"), error.getMessage());
    var none = settings().setDirections(0).build();
    assertThrows(IllegalArgumentException.class, () -> Hyperparameters.of(none));
  }

  private static TrainingSettings.Builder settings() {
    return TrainingSettings.newBuilder()
        .setSteps(100)
        .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_RGE)
        .setDirections(5)
        .setSmoothing(0.01)
        .setLearningRate(0.03)
        .setBeta1(0.8)
        .setBeta2(0.99)
        .setEpsilon(0.002)
        .setHistory(16)
        .setVarianceCut(0.004);
  }
}
