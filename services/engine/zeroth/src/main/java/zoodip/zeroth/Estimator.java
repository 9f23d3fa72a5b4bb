package zoodip.zeroth;

/**
 * How losses near theta become an estimate of the gradient (the paper's equations S1 to S3), with n
 * random directions e_i and smoothing mu.
 */
public enum Estimator {
  /**
   * One-sided differences: candidates theta, theta + mu e_1, ..., theta + mu e_n; slope i is
   * (L(theta + mu e_i) - L(theta)) / mu.
   */
  RGE {
    @Override
    public int candidates(int directions) {
      return directions + 1;
    }

    @Override
    int directionOf(int candidate) {
      return Math.max(candidate - 1, 0);
    }

    @Override
    int signOf(int candidate) {
      return candidate == 0 ? 0 : 1;
    }

    @Override
    double slope(float[] losses, int direction, double mu) {
      return ((double) losses[direction + 1] - losses[0]) / mu;
    }

    @Override
    public float reportedLoss(float[] losses) {
      return losses[0];
    }
  },

  /**
   * Central differences: candidates theta + mu e_1, theta - mu e_1, ..., theta + mu e_n, theta - mu
   * e_n; slope i is (L(theta + mu e_i) - L(theta - mu e_i)) / (2 mu).
   */
  SPSA {
    @Override
    public int candidates(int directions) {
      return 2 * directions;
    }

    @Override
    int directionOf(int candidate) {
      return candidate / 2;
    }

    @Override
    int signOf(int candidate) {
      return candidate % 2 == 0 ? 1 : -1;
    }

    @Override
    double slope(float[] losses, int direction, double mu) {
      return ((double) losses[2 * direction] - losses[2 * direction + 1]) / (2 * mu);
    }
  },

  /**
   * Differences between neighbours: candidates theta + mu e_1, ..., theta + mu e_{n+1}; slope i is
   * (L(theta + mu e_i) - L(theta + mu e_{i+1})) / mu.
   *
   * <p>The published equation (S3) has the two losses the other way round: weighting e_i, its
   * expectation is minus the gradient, and it would climb.
   */
  ONE_POINT {
    @Override
    public int candidates(int directions) {
      return directions + 1;
    }

    @Override
    int directionOf(int candidate) {
      return candidate;
    }

    @Override
    int signOf(int candidate) {
      return 1;
    }

    @Override
    double slope(float[] losses, int direction, double mu) {
      return ((double) losses[direction] - losses[direction + 1]) / mu;
    }
  };

  /** Forward passes of one step. */
  public abstract int candidates(int directions);

  /** The direction (0-based) along which a candidate (0-based) leaves theta. */
  abstract int directionOf(int candidate);

  /** Whether the candidate goes along its direction (1), against it (-1) or stays at theta (0). */
  abstract int signOf(int candidate);

  /** The weight of direction {@code direction} (0-based) in the estimate. */
  abstract double slope(float[] losses, int direction, double mu);

  /** The one loss of a step to show: L(theta) where it is known, else the candidates' mean. */
  public float reportedLoss(float[] losses) {
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return (float) (sum / losses.length);
  }

  /** Random directions that the candidates of one step need. */
  final int drawnDirections(int directions) {
    return directionOf(candidates(directions) - 1) + 1;
  }
}
