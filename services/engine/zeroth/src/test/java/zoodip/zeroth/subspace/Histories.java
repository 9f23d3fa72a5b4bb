package zoodip.zeroth.subspace;

import java.util.Arrays;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/** Random histories [tau, d] of different make. */
enum Histories {
  NOISE,
  WALK,
  CONSTANT_FEATURES,
  REPEATED_ROWS,
  LOW_RANK,
  FAR_FROM_ZERO,
  UNEQUAL_SCALES;

  float[][] of(int tau, int d, long seed) {
    float[][] history = this == WALK ? walk(tau, d, seed) : noise(tau, d, seed);
    for (int i = 0; i < tau; i++) {
      for (int j = 0; j < d; j++) {
        history[i][j] = value(history, i, j);
      }
    }
    return history;
  }

  private float value(float[][] history, int i, int j) {
    float value = history[i][j];
    return switch (this) {
      case NOISE, WALK -> value;
      case CONSTANT_FEATURES -> j % 3 == 0 ? 0.1F * j : value;
      case REPEATED_ROWS -> history[i - i % 2][j];
      case LOW_RANK -> i < 3 ? Math.round(4 * value) : history[i - 1][j] - history[i - 3][j];
      case FAR_FROM_ZERO -> 1000 + value;
      case UNEQUAL_SCALES -> value * (j % 2 == 0 ? 1e-6F : 1e6F);
    };
  }

  private static float[][] noise(int tau, int d, long seed) {
    RandomStreams streams = new RandomStreams(seed);
    float[][] noise = new float[tau][];
    Arrays.setAll(noise, i -> streams.gaussians(RandomStream.NOISE, i, d));
    return noise;
  }

  /** A path as Adam's: every step goes on in nine tenths of the last one's direction. */
  static float[][] walk(int tau, int d, long seed) {
    float[][] walk = noise(tau, d, seed);
    float[] speed = new float[d];
    for (int i = 0; i < tau; i++) {
      for (int j = 0; j < d; j++) {
        speed[j] = 0.9F * speed[j] + 0.1F * walk[i][j];
        walk[i][j] = (i == 0 ? 0 : walk[i - 1][j]) + speed[j];
      }
    }
    return walk;
  }
}
