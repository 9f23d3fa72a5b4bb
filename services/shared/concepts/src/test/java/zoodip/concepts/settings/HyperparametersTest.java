package zoodip.concepts.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.descent.DescentSettings;
import zoodip.zeroth.evolution.EvolutionSettings;

class HyperparametersTest {
  @Test
  void everySettingOfTheOptimizerIsTakenOver() {
    ZoSettings settings = optimizer(settings());
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
  void soIsEverySettingOfMethodsToCompareWith() {
    var evolution =
        settings()
            .setMethod(TrainingMethod.TRAINING_METHOD_GRADIENT_FREE_TEXTUAL_INVERSION)
            .setIntrinsicDimension(64)
            .setPopulation(12)
            .setSigma(2)
            .setAlpha(0.5);
    assertEquals(
        new EvolutionSettings(64, 12, 2, 0.5), Hyperparameters.of(spec(evolution)).optimizer());
    var descent =
        settings()
            .setMethod(TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION)
            .setFinalLearningRate(0.01)
            .setWeightDecay(0.05);
    assertEquals(
        new DescentSettings(new LearningRate(0.03, 0.01, 100), 0.8, 0.99, 0.002, 0.05),
        Hyperparameters.of(spec(descent)).optimizer());
  }

  @Test
  void everySettingOfTheTrainingIsTakenOver() {
    assertEquals(
        new Hyperparameters(
            optimizer(settings()),
            100,
            42,
            3,
            0.25,
            Sampling.INDEPENDENT,
            new TimestepRange(100, 600),
            512,
            true,
            new ProbeSettings(0.03, 4, 0.01)),
        Hyperparameters.of(spec(settings())));
  }

  @Test
  void aRateFallsOnlyWhereThatIsSaid() {
    assertEquals(
        new LearningRate(0.03, 0, 100),
        optimizer(settings().setFinalLearningRate(0)).learningRate());
  }

  @Test
  void trainingsFromBeforeThereWereProbesHaveNone() {
    var older = settings().clearProbeShare().clearStopAfterProbes().clearStopImprovement();
    assertEquals(ProbeSettings.NONE, Hyperparameters.of(spec(older)).probe());
  }

  @Test
  void withoutAHistoryThereIsNoSubspace() {
    assertEquals(Optional.empty(), optimizer(settings().setHistory(0)).subspace());
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
                    found, optimizer(settings().setEstimator(asked).setDirections(1)).estimator()));
  }

  @Test
  void settingsThatCannotBeUsedAreRefused() {
    var unset = settings().clearEstimator();
    var error = assertThrows(IllegalArgumentException.class, () -> optimizer(unset));
    assertTrue(error.getMessage().contains("estimator is not set"), error.getMessage());
    var none = settings().setDirections(0);
    assertThrows(IllegalArgumentException.class, () -> optimizer(none));
    var noTimestep = settings().setTimestepLow(600);
    assertThrows(IllegalArgumentException.class, () -> optimizer(noTimestep));
    var improbable = settings().setFlipProbability(1.5);
    assertThrows(IllegalArgumentException.class, () -> optimizer(improbable));
  }

  private static ZoSettings optimizer(TrainingSettings.Builder settings) {
    return assertInstanceOf(ZoSettings.class, Hyperparameters.of(spec(settings)).optimizer());
  }

  private static TrainingSpec spec(TrainingSettings.Builder settings) {
    return TrainingSpec.newBuilder().setSettings(settings).setSeed(42).build();
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
        .setVarianceCut(0.004)
        .setTimestepLow(100)
        .setTimestepHigh(600)
        .setFlipProbability(0.25)
        .setResolution(512)
        .setSquash(true)
        .setVectors(3)
        .setProbeShare(0.03)
        .setStopAfterProbes(4)
        .setStopImprovement(0.01);
  }
}
