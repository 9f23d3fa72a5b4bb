package zoodip.trainer.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.concepts.settings.TimestepRange;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.GradientEstimator;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.Estimator;
import zoodip.zeroth.LearningRate;
import zoodip.zeroth.SubspaceSettings;
import zoodip.zeroth.ZoSettings;

class TrainingPlanTest {
  private static final TrainingSettings SETTINGS =
      TrainingSettings.newBuilder()
          .setSteps(1500)
          .setEstimator(GradientEstimator.GRADIENT_ESTIMATOR_SPSA)
          .setDirections(4)
          .setSmoothing(1e-2)
          .setLearningRate(2e-2)
          .setFinalLearningRate(1e-3)
          .setBeta1(0.8)
          .setBeta2(0.99)
          .setEpsilon(1e-4)
          .setHistory(21)
          .setVarianceCut(1e-3)
          .setTimestepLow(100)
          .setTimestepHigh(600)
          .setFlipProbability(0.25)
          .setVectors(3)
          .build();

  @Test
  void everySettingArrivesWhereItIsUsed() {
    var subspace = Optional.of(new SubspaceSettings(21, 1e-3));
    assertEquals(
        new TrainingPlan(
            new ZoSettings(
                Estimator.SPSA,
                4,
                1e-2,
                new LearningRate(2e-2, 1e-3, 1500),
                0.8,
                0.99,
                1e-4,
                subspace),
            1500,
            42,
            3,
            0.25,
            new TimestepRange(100, 600)),
        TrainingPlan.of(spec(SETTINGS)));
  }

  @Test
  void aHistoryOfZeroSwitchesTheSubspaceOff() {
    TrainingSettings off = SETTINGS.toBuilder().setHistory(0).build();
    assertEquals(Optional.empty(), TrainingPlan.of(spec(off)).optimizer().subspace());
  }

  @Test
  void settingsThatCannotWorkAreRefusedWithTheReason() {
    TrainingSettings empty = SETTINGS.toBuilder().setTimestepLow(600).build();
    var failure = assertThrows(ServiceException.class, () -> TrainingPlan.of(spec(empty)));
    assertEquals(ErrorReason.ERROR_REASON_BAD_SETTINGS, failure.reason());
  }

  private static TrainingSpec spec(TrainingSettings settings) {
    return TrainingSpec.newBuilder().setSettings(settings).setSeed(42).build();
  }
}
