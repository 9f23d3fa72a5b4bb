package zoodip.diffusion.scheduler;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The noise levels of a sampling run in the variance-exploding view of Karras et al. (2022): sigma
 * = sqrt((1 - acp) / acp), falling. Values have 32 bits, as diffusers keeps them.
 */
final class Sigmas {
  private static final double RHO = 7;

  private final double[] trained;

  Sigmas(NoiseSchedule noise) {
    this.trained = noise.sigmas();
  }

  /** By interpolating the training's sigmas linearly. */
  double[] at(double[] timesteps) {
    double[] sigmas = new double[timesteps.length];
    for (int i = 0; i < sigmas.length; i++) {
      double timestep = Math.max(0, Math.min(trained.length - 1, timesteps[i]));
      int low = Math.min((int) timestep, trained.length - 2);
      sigmas[i] = trained[low] + (trained[low + 1] - trained[low]) * (timestep - low);
    }
    return sigmas;
  }

  double least() {
    return trained[0];
  }

  double greatest() {
    return trained[trained.length - 1];
  }

  /** In equal steps of sigma^(1/7): Karras et al., equation 5. */
  static double[] karras(double greatest, double least, int count) {
    double first = Math.pow(greatest, 1 / RHO);
    double last = Math.pow(least, 1 / RHO);
    return stepwise(count, ramp -> Math.pow(first + ramp * (last - first), RHO));
  }

  /** In equal steps of log(sigma). */
  static double[] exponential(double greatest, double least, int count) {
    double first = Math.log(greatest);
    double last = Math.log(least);
    return stepwise(count, ramp -> Math.exp(first + ramp * (last - first)));
  }

  private static double[] stepwise(int count, DoubleUnaryOperator sigma) {
    double[] sigmas = new double[count];
    for (int i = 0; i < count; i++) {
      sigmas[i] = sigma.applyAsDouble(count == 1 ? 0 : (double) i / (count - 1));
    }
    return sigmas;
  }

  /** The timesteps, not rounded, whose sigmas lie nearest, by interpolating log(sigma). */
  double[] timesteps(double[] sigmas) {
    double[] timesteps = new double[sigmas.length];
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = timestep(Math.log(Math.max(sigmas[i], 1e-10)));
    }
    return timesteps;
  }

  private double timestep(double logSigma) {
    int low = 0;
    while (low < trained.length - 2 && (float) Math.log(trained[low + 1]) <= logSigma) {
      low++;
    }
    double below = (float) Math.log(trained[low]);
    double above = (float) Math.log(trained[low + 1]);
    double share = Math.max(0, Math.min(1, (below - logSigma) / (below - above)));
    return low + share;
  }

  /** The run's sigmas and the one after the last call, rounded to 32 bits. */
  List<Double> closed(double[] sigmas, String finalType) {
    double[] all = Arrays.copyOf(sigmas, sigmas.length + 1);
    all[sigmas.length] = finalType.equals("zero") ? 0 : least();
    return Arrays.stream(all).mapToObj(sigma -> (double) (float) sigma).toList();
  }
}
