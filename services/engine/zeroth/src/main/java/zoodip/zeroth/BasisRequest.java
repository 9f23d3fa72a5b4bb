package zoodip.zeroth;

import zoodip.zeroth.journal.SensitivityBasis;

/** What an optimizer has to know of a text encoder before it can go on: a basis of one block. */
public interface BasisRequest {
  /** The learned vector that it is about. */
  ThetaLayout.Block block();

  /** How many times before the training has asked for bases: 0 for the first. */
  long turn();

  /** Euclidean length of the finite differences that the Jacobian J is made of. */
  double difference();

  /**
   * The basis that follows from what was measured.
   *
   * @param squaredJacobian J'J [width][width], symmetric
   * @throws IllegalArgumentException if no direction can be chosen from it
   */
  SensitivityBasis choose(double[][] squaredJacobian);
}
