package zoodip.zeroth.evolution;

import java.util.Arrays;
import zoodip.zeroth.linear.SymmetricEigen;

/**
 * The normal distribution that CMA-ES draws its members from, and how a generation's ranking
 * changes it (Hansen's figure 6). Its arithmetic is strict and of one order. Not thread-safe.
 */
final class SearchDistribution {
  private final StrategyParameters parameters;
  private final double[][] covariance;
  private final double[] sigmaPath;
  private final double[] covariancePath;
  private double[] mean;
  private double sigma;
  private long generations;

  /** Unit eigenvectors of the covariance, one a row, and the roots of their eigenvalues. */
  private double[][] axes;

  private double[] lengths;

  /** The distribution around the origin, the same in all directions. */
  SearchDistribution(int dimension, int population, double sigma) {
    parameters = StrategyParameters.of(dimension, population);
    this.sigma = sigma;
    mean = new double[dimension];
    sigmaPath = new double[dimension];
    covariancePath = new double[dimension];
    covariance = identity(dimension);
    axes = identity(dimension);
    lengths = new double[dimension];
    Arrays.fill(lengths, 1);
  }

  /** Members are drawn at mean + sigma * this. */
  double[] move(double[] normal) {
    double[] move = new double[normal.length];
    for (int i = 0; i < normal.length; i++) {
      double along = lengths[i] * normal[i];
      double[] axis = axes[i];
      for (int j = 0; j < move.length; j++) {
        move[j] += along * axis[j];
      }
    }
    return move;
  }

  /** The member that is drawn with a standard normal vector. */
  double[] member(double[] normal) {
    return moved(move(normal));
  }

  /** Numbers of a member. */
  int dimension() {
    return parameters.dimension();
  }

  /** The mean after a generation. */
  double[] meanAfter(double[][] ranked) {
    return moved(move(recombined(ranked)));
  }

  /**
   * Finishes a generation.
   *
   * @param ranked [population][dimension] the members' standard normal vectors, the best first
   */
  void update(double[][] ranked) {
    generations++;
    double[] normal = recombined(ranked);
    double[] move = move(normal);
    mean = moved(move);
    double rate = parameters.sigmaRate();
    accumulate(sigmaPath, rate, rotated(normal));
    double length = length(sigmaPath);
    double settled = Math.sqrt(1 - StrictMath.pow(1 - rate, 2.0 * generations));
    double relative = length / parameters.normalLength();
    boolean stalled = relative / settled >= 1.4 + 2 / (parameters.dimension() + 1.0);
    double[] none = new double[move.length];
    accumulate(covariancePath, parameters.pathRate(), stalled ? none : move);
    adapt(ranked, stalled);
    sigma *= StrictMath.exp(rate / parameters.damping() * (relative - 1));
    if (generations % parameters.decompositionInterval() == 0) {
      decompose();
    }
  }

  private double[] moved(double[] move) {
    double[] moved = mean.clone();
    for (int j = 0; j < moved.length; j++) {
      moved[j] += sigma * move[j];
    }
    return moved;
  }

  private double[] recombined(double[][] ranked) {
    double[] sum = new double[parameters.dimension()];
    for (int i = 0; i < parameters.parents(); i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += parameters.weights()[i] * ranked[i][j];
      }
    }
    return sum;
  }

  /** The covariance's inverse root times the move that a standard normal vector stands for. */
  private double[] rotated(double[] normal) {
    double[] rotated = new double[normal.length];
    for (int i = 0; i < normal.length; i++) {
      for (int j = 0; j < rotated.length; j++) {
        rotated[j] += normal[i] * axes[i][j];
      }
    }
    return rotated;
  }

  private void accumulate(double[] path, double rate, double[] move) {
    double weight = Math.sqrt(rate * (2 - rate) * parameters.selectionMass());
    for (int j = 0; j < path.length; j++) {
      path[j] = (1 - rate) * path[j] + weight * move[j];
    }
  }

  private void adapt(double[][] ranked, boolean stalled) {
    double pathRate = parameters.pathRate();
    double kept = 1 - parameters.rankOne() - parameters.rankMu() * sum(parameters.weights());
    kept += stalled ? parameters.rankOne() * pathRate * (2 - pathRate) : 0;
    for (double[] row : covariance) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= kept;
      }
    }
    addOuterProduct(parameters.rankOne(), covariancePath);
    for (int i = 0; i < ranked.length; i++) {
      double weight = parameters.weights()[i];
      if (weight < 0) {
        double length = length(ranked[i]);
        weight *= parameters.dimension() / Math.max(length * length, Double.MIN_NORMAL);
      }
      addOuterProduct(parameters.rankMu() * weight, move(ranked[i]));
    }
  }

  private void addOuterProduct(double weight, double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      double factor = weight * vector[i];
      double[] row = covariance[i];
      for (int j = 0; j < row.length; j++) {
        row[j] += factor * vector[j];
      }
    }
  }

  private void decompose() {
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    axes = eigen.vectors();
    lengths = new double[axes.length];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(Math.max(eigen.values()[i], 0));
    }
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double[][] identity(int dimension) {
    double[][] identity = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
