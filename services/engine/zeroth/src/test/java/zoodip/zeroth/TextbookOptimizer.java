package zoodip.zeroth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;
import zoodip.zeroth.subspace.ReferenceComponents;

/** The algorithm written down as plainly as possible, in fp64, to compare the optimizer with. */
final class TextbookOptimizer {
  private final ZoSettings settings;
  private final RandomStreams streams;
  private final float[] theta;
  private final double[] m;
  private final double[] v;
  private final List<float[]> history = new ArrayList<>();
  private double[][] removed = new double[0][];
  private int step;

  TextbookOptimizer(ZoSettings settings, long seed, float[] theta) {
    this.settings = settings;
    this.streams = new RandomStreams(seed);
    this.theta = theta;
    this.m = new double[theta.length];
    this.v = new double[theta.length];
  }

  float[] theta() {
    return theta;
  }

  int removed() {
    return removed.length;
  }

  void step(float[] losses) {
    step++;
    double[] gradient = projected(estimate(losses));
    for (int j = 0; j < theta.length; j++) {
      m[j] = settings.beta1() * m[j] + (1 - settings.beta1()) * gradient[j];
      v[j] = settings.beta2() * v[j] + (1 - settings.beta2()) * gradient[j] * gradient[j];
      double mean = m[j] / (1 - Math.pow(settings.beta1(), step));
      double square = v[j] / (1 - Math.pow(settings.beta2(), step));
      theta[j] -=
          (float)
              (settings.learningRate().at(step) * mean / (Math.sqrt(square) + settings.epsilon()));
    }
    history.add(theta.clone());
    SubspaceSettings subspace = settings.subspace().orElseThrow();
    if (step % subspace.tau() == 0) {
      removed = lowVariance(subspace);
    }
  }

  private double[] estimate(float[] losses) {
    int n = settings.directions();
    double mu = settings.mu();
    double[] sum = new double[theta.length];
    for (int i = 0; i < n; i++) {
      double slope =
          switch (settings.estimator()) {
            case RGE -> (losses[i + 1] - losses[0]) / mu;
            case SPSA -> (losses[2 * i] - losses[2 * i + 1]) / (2 * mu);
            case ONE_POINT -> (losses[i] - losses[i + 1]) / mu;
          };
      float[] e = new float[theta.length];
      streams.fillGaussians(RandomStream.DIRECTIONS, step, (long) i * e.length, e);
      for (int j = 0; j < e.length; j++) {
        sum[j] += slope * e[j];
      }
    }
    double scale = n * Math.sqrt((theta.length - removed.length + n - 1.0) / n);
    return Arrays.stream(sum).map(value -> value / scale).toArray();
  }

  private double[] projected(double[] gradient) {
    double[] projected = gradient.clone();
    for (double[] direction : removed) {
      double weight = ReferenceComponents.product(direction, gradient);
      for (int j = 0; j < projected.length; j++) {
        projected[j] -= weight * direction[j];
      }
    }
    return projected;
  }

  private double[][] lowVariance(SubspaceSettings subspace) {
    float[][] latest = history.subList(step - subspace.tau(), step).toArray(float[][]::new);
    ReferenceComponents components = ReferenceComponents.of(latest);
    int rank = components.rank();
    return Arrays.copyOfRange(
        components.vectors(), Math.min(components.leading(subspace.nu()), rank), rank);
  }
}
