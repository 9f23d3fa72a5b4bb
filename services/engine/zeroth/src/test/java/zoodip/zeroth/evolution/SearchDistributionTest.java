package zoodip.zeroth.evolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

class SearchDistributionTest {
  private static final int DIMENSION = 10;
  private static final int POPULATION = 10;

  /** Axes of which one is a thousand times as steep as another, and none along a coordinate's. */
  @Test
  void minimizesAnIllConditionedQuadraticThatIsRotated() {
    SearchDistribution distribution = new SearchDistribution(DIMENSION, POPULATION, 1);
    RandomStreams streams = new RandomStreams(3);
    double[] origin = distribution.member(new double[DIMENSION]);
    assertTrue(loss(origin) > 1000, "starts at " + loss(origin));
    for (int generation = 1; generation <= 700; generation++) {
      distribution.update(ranked(distribution, streams, generation));
    }
    double loss = loss(distribution.member(new double[DIMENSION]));
    assertTrue(loss < 1e-8, "ended at " + loss);
  }

  @Test
  void withoutAnythingToSelectByTheStepSizeStays() {
    SearchDistribution distribution = new SearchDistribution(DIMENSION, POPULATION, 1);
    RandomStreams streams = new RandomStreams(4);
    double sum = 0;
    for (int generation = 1; generation <= 200; generation++) {
      double[][] normals = normals(streams, generation);
      distribution.update(normals);
      double[] mean = distribution.member(new double[DIMENSION]);
      double[] member = distribution.member(normals[0]);
      sum += Math.log(Math.abs(member[0] - mean[0]) / Math.abs(normals[0][0]));
    }
    assertEquals(0, sum / 200, 1);
  }

  /** Values of Hansen's table 1 for n = 10, to be had from any other implementation. */
  @Test
  void parametersAreThoseOfTheTutorial() {
    StrategyParameters parameters = StrategyParameters.of(10, 10);
    assertEquals(5, parameters.parents());
    assertEquals(1, Arrays.stream(parameters.weights()).limit(5).sum(), 1e-12);
    assertEquals(3.1673, parameters.selectionMass(), 1e-3);
    assertEquals(0.28444, parameters.sigmaRate(), 1e-4);
    assertEquals(1.28444, parameters.damping(), 1e-4);
    assertEquals(0.29499, parameters.pathRate(), 1e-4);
    assertEquals(0.015284, parameters.rankOne(), 1e-5);
    assertEquals(0.023547, parameters.rankMu(), 1e-5);
    assertEquals(3.08473, parameters.normalLength(), 1e-4);
    double negative = -Arrays.stream(parameters.weights()).skip(5).sum();
    assertTrue(negative > 1 && negative < 2, "negative weights " + negative);
  }

  private static double[][] ranked(
      SearchDistribution distribution, RandomStreams streams, int generation) {
    double[][] normals = normals(streams, generation);
    return IntStream.range(0, POPULATION)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> loss(distribution.member(normals[i]))))
        .map(i -> normals[i])
        .toArray(double[][]::new);
  }

  private static double[][] normals(RandomStreams streams, int generation) {
    double[][] normals = new double[POPULATION][DIMENSION];
    for (int i = 0; i < POPULATION; i++) {
      float[] row = new float[DIMENSION];
      streams.fillGaussians(RandomStream.DIRECTIONS, generation, (long) i * DIMENSION, row);
      for (int j = 0; j < DIMENSION; j++) {
        normals[i][j] = row[j];
      }
    }
    return normals;
  }

  private static double loss(double[] point) {
    double sum = 0;
    for (int i = 0; i < DIMENSION; i++) {
      double along = 0;
      for (int j = 0; j < DIMENSION; j++) {
        along += reflected(i, j) * (point[j] - 1 - j);
      }
      sum += Math.pow(1e6, i / (DIMENSION - 1.0)) * along * along;
    }
    return sum;
  }

  /** A Householder reflection. */
  private static double reflected(int i, int j) {
    return (i == j ? 1 : 0) - 2.0 / DIMENSION;
  }
}
