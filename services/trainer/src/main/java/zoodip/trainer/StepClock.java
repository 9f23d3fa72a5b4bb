package zoodip.trainer;

import java.util.function.Supplier;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.latent.LossGradient;
import zoodip.trainer.training.LossFunction;
import zoodip.trainer.training.ModelMeasurements;

/** Asks a model, and knows what its answers to one step took. Not thread-safe. */
final class StepClock implements LossFunction, ModelMeasurements {
  private final LossFunction lossFunction;
  private final ModelMeasurements measurements;
  private long nanos;
  private int rows;

  StepClock(LossFunction lossFunction, ModelMeasurements measurements) {
    this.lossFunction = lossFunction;
    this.measurements = measurements;
  }

  /** Nanoseconds of all answers so far. */
  long nanos() {
    return nanos;
  }

  /** Rows of the UNet in all answers so far. */
  int rows() {
    return rows;
  }

  @Override
  public float[] of(LossQuery query) {
    rows += query.candidates().length;
    return timed(() -> lossFunction.of(query));
  }

  @Override
  public double[][] squaredJacobian(SensitivityQuery query) {
    return timed(() -> measurements.squaredJacobian(query));
  }

  @Override
  public double[][] vocabularyCovariance(int encoder) {
    return timed(() -> measurements.vocabularyCovariance(encoder));
  }

  @Override
  public LossGradient gradient(LossQuery query) {
    rows += query.candidates().length;
    return timed(() -> measurements.gradient(query));
  }

  private <T> T timed(Supplier<T> answer) {
    long start = System.nanoTime();
    try {
      return answer.get();
    } finally {
      nanos += System.nanoTime() - start;
    }
  }
}
