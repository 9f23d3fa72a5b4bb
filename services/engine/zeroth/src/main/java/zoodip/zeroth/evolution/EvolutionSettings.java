package zoodip.zeroth.evolution;

import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.ThetaLayout;

/**
 * Settings of gradient-free textual inversion. A step is a generation: its members are the
 * candidates, theta is the mean.
 *
 * @param intrinsicDimension principal components of the vocabulary that a vector moves along, at
 *     least 1; all of them where the vector has fewer numbers
 * @param population members of a generation, at least 4
 * @param sigma the step size that the first generation is drawn with, in (0, 100]
 * @param alpha how far the first generation is from the first theta, in (0, 100]: in units of how
 *     far the vocabulary's words are from their mean, both within the basis and in root mean square
 */
public record EvolutionSettings(int intrinsicDimension, int population, double sigma, double alpha)
    implements OptimizerSettings {
  private static final int SMALLEST_POPULATION = 4;
  private static final double LARGEST = 100;

  /** Refuses settings out of range with an {@link IllegalArgumentException}. */
  public EvolutionSettings {
    if (intrinsicDimension < 1) {
      throw new IllegalArgumentException(
          "the intrinsic dimension is " + intrinsicDimension + ": use at least 1, such as 256");
    }
    if (population < SMALLEST_POPULATION) {
      throw new IllegalArgumentException(
          "a population of %d has nothing to select from: use at least %d"
              .formatted(population, SMALLEST_POPULATION));
    }
    requirePositive("sigma", sigma);
    requirePositive("alpha", alpha);
  }

  @Override
  public int candidates() {
    return population;
  }

  /** The members' mean: theta's own loss is not asked for. */
  @Override
  public float reportedLoss(float[] losses) {
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return (float) (sum / losses.length);
  }

  /** Any theta can be trained. */
  @Override
  public void requireTrainable(ThetaLayout layout) {}

  @Override
  public Optimizer start(long seed, ThetaLayout layout, float[] theta) {
    return EvolutionOptimizer.start(this, seed, layout, theta);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value <= LARGEST)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": use a positive number, at most " + LARGEST);
    }
  }
}
