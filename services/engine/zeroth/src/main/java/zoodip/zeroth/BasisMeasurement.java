package zoodip.zeroth;

/** What a basis of directions is chosen from: a symmetric matrix [width][width] of one encoder. */
public sealed interface BasisMeasurement {
  /**
   * J'J, with J the Jacobian of a text encoder's output with respect to the block's vector.
   *
   * @param turn how many times before the training has asked for bases: 0 for the first
   * @param difference Euclidean length of the finite differences that J is made of
   */
  record SquaredJacobian(long turn, double difference) implements BasisMeasurement {}

  /** The covariance of the token embeddings of the encoder's whole vocabulary. */
  record VocabularyCovariance() implements BasisMeasurement {}
}
