package zoodip.trainer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import zoodip.diffusion.options.Compute;
import zoodip.events.v1.TrainingSpec;
import zoodip.v1.Precision;
import zoodip.v1.TrainingMethod;
import zoodip.v1.TrainingSettings;

class TrainingPrecisionTest {
  private final TrainingPrecision trainer = new TrainingPrecision("cpu", Compute.TRAINING);

  @Test
  void whatTakesGradientsIsComputedInArithmeticThatHasSome() {
    var method = TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION;
    assertEquals(Compute.FP32, compute(method, Precision.PRECISION_INT8));
    assertEquals(Compute.FP32, compute(method, Precision.PRECISION_FP32));
    assertEquals(Compute.BF16, compute(method, Precision.PRECISION_BF16));
    var published = TrainingMethod.TRAINING_METHOD_ZOODIP;
    assertEquals(Compute.TRAINING, compute(published, Precision.PRECISION_INT8));
    assertEquals(Compute.TRAINING, compute(published, Precision.PRECISION_BF16));
  }

  private Compute compute(TrainingMethod method, Precision precision) {
    return trainer
        .options(
            TrainingSpec.newBuilder()
                .setPrecision(precision)
                .setSettings(TrainingSettings.newBuilder().setMethod(method))
                .build())
        .compute();
  }
}
