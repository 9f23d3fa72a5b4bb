package zoodip.zeroth.sensitivity;

import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;

/**
 * The request for one block's basis.
 *
 * @param step the first that uses it
 * @param turn how many times before the training has asked for bases
 * @param index of the block among all
 * @param difference Euclidean length of the finite differences that J is made of
 */
record BlockRequest(
    BasisSettings settings, long step, long turn, int index, Block block, double difference)
    implements BasisRequest {
  @Override
  public BasisMeasurement measurement() {
    return new BasisMeasurement.SquaredJacobian(turn, difference);
  }

  @Override
  public SensitivityBasis choose(double[][] matrix) {
    return LeadingEigenvectors.of(settings, step, index, matrix);
  }
}
