package zoodip.trainer.training;

import zoodip.diffusion.LossQuery;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.latent.LossGradient;

/**
 * What methods want to know of a model besides the losses of candidates; equal questions give equal
 * bits.
 */
public interface ModelMeasurements {
  /**
   * J'J, with J the Jacobian of a text encoder's output.
   *
   * @return [width][width], symmetric
   */
  double[][] squaredJacobian(SensitivityQuery query);

  /**
   * The covariance of the token embeddings of a text encoder's whole vocabulary.
   *
   * @param encoder index of it
   * @return [width][width], symmetric
   */
  double[][] vocabularyCovariance(int encoder);

  /** The loss of a query's only candidate, and its gradient. */
  LossGradient gradient(LossQuery query);
}
