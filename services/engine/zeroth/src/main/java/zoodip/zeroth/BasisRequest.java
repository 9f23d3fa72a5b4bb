package zoodip.zeroth;

import zoodip.zeroth.journal.SensitivityBasis;

/** What an optimizer has to know of a text encoder before it can go on: a basis of one block. */
public interface BasisRequest {
  /** The learned vector that it is about. */
  ThetaLayout.Block block();

  /** What has to be measured. */
  BasisMeasurement measurement();

  /**
   * The basis that follows from what was measured.
   *
   * @param matrix [width][width], symmetric
   * @throws IllegalArgumentException if no direction can be chosen from it
   */
  SensitivityBasis choose(double[][] matrix);
}
