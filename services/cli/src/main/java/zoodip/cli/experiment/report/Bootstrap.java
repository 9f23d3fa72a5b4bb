package zoodip.cli.experiment.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;

/**
 * Intervals by resampling in two stages: subjects, and in each subject that was drawn its seeds,
 * both with replacement (percentile bootstrap; Davison and Hinkley, "Bootstrap Methods and their
 * Application", 1997, 3.8). Seeds of one subject are alike, so that resampling cells would promise
 * too much.
 */
final class Bootstrap {
  /** Of each interval. */
  static final int RESAMPLES = 10_000;

  /** Each interval starts from it: the same values have the same interval in every report. */
  private static final long SEED = 20_250_611;

  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The mean over subjects of their means over seeds, with its interval.
   *
   * @param values of each subject, one for each seed; none is empty
   */
  static ConfidenceInterval of(Collection<double[]> values) {
    double[][] subjects = values.toArray(double[][]::new);
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      means[i] = resampled(subjects, random);
    }
    Arrays.sort(means);
    double mean = Arrays.stream(subjects).mapToDouble(Bootstrap::mean).average().orElseThrow();
    return new ConfidenceInterval(mean, percentile(means, TAIL), percentile(means, 1 - TAIL));
  }

  private static double resampled(double[][] subjects, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < subjects.length; i++) {
      double[] seeds = subjects[random.nextInt(subjects.length)];
      double ofSubject = 0;
      for (int j = 0; j < seeds.length; j++) {
        ofSubject += seeds[random.nextInt(seeds.length)];
      }
      sum += ofSubject / seeds.length;
    }
    return sum / subjects.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Between the two nearest of the sorted values, in a straight line. */
  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
