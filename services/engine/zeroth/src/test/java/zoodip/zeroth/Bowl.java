package zoodip.zeroth;

/** A loss to train on: a quadratic with slight ripples, in arithmetic that every JVM does alike. */
final class Bowl {
  private Bowl() {}

  static float[] losses(float[][] candidates) {
    float[] losses = new float[candidates.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss(candidates[i]);
    }
    return losses;
  }

  static float loss(float[] theta) {
    double sum = 0;
    for (int j = 0; j < theta.length; j++) {
      double distance = theta[j] - 0.125 * (j % 5 - 2);
      double squared = distance * distance;
      sum += (1 + j % 3) * squared - 0.0625 * squared * squared / (1 + squared);
    }
    return (float) (sum / theta.length);
  }
}
