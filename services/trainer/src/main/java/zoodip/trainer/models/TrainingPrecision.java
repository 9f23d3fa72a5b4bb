package zoodip.trainer.models;

import zoodip.diffusion.options.Compute;
import zoodip.diffusion.options.ModelOptions;
import zoodip.diffusion.options.Precision;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingMethod;

/**
 * How this trainer holds and computes a model in the precision that a job asks for.
 *
 * @param device of the model
 * @param compute the networks' arithmetic
 */
public record TrainingPrecision(String device, Compute compute) {
  /** Refuses an arithmetic that the device has not with an {@link IllegalArgumentException}. */
  public TrainingPrecision {
    ModelOptions unused = options(Precision.FP32, device, compute);
  }

  /**
   * The options for a job's model.
   *
   * @throws ServiceException BAD_SETTINGS if this trainer has not that precision
   */
  public ModelOptions options(TrainingSpec spec) {
    Precision precision = precision(spec);
    boolean differentiates =
        spec.getSettings().getMethod() == TrainingMethod.TRAINING_METHOD_TEXTUAL_INVERSION;
    return options(precision, device, differentiates ? differentiable(precision) : compute);
  }

  /** Products of int8 round, which has no gradient; bf16 weights are trained in bf16. */
  private Compute differentiable(Precision precision) {
    return switch (compute) {
      case TRAINING, INT8, W8A8 -> precision == Precision.BF16 ? Compute.BF16 : Compute.FP32;
      case FP32, BF16, FP16 -> compute;
    };
  }

  private static Precision precision(TrainingSpec spec) {
    return switch (spec.getPrecision()) {
      case PRECISION_FP32 -> Precision.FP32;
      case PRECISION_BF16 -> Precision.BF16;
      case PRECISION_FP16 -> Precision.FP16;
      case PRECISION_INT8 -> Precision.INT8;
      case PRECISION_INT4 -> Precision.INT4;
      case PRECISION_UNSPECIFIED, UNRECOGNIZED ->
          throw unavailable("The precision of the base model is not set; use PRECISION_INT8");
    };
  }

  private static ServiceException unavailable(String message) {
    return new ServiceException(ErrorReason.ERROR_REASON_BAD_SETTINGS, message);
  }

  private static ModelOptions options(Precision precision, String device, Compute compute) {
    return ModelOptions.on(device, precision, compute);
  }
}
