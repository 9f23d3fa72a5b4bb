package zoodip.trainer.training;

import zoodip.diffusion.SensitivityQuery;

/** What methods want to know of the text encoders; equal questions give equal bits. */
public interface EncoderMeasurements {
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
}
