package zoodip.trainer.training;

import java.util.Arrays;
import zoodip.zeroth.OptimizerSettings;

/**
 * The losses of the embedding itself, each step's and exponentially smoothed: single losses mostly
 * tell which timestep was drawn.
 */
public final class LossCurve {
  private static final double DECAY = 0.98;
  private static final int INITIAL_CAPACITY = 1024;

  private final OptimizerSettings settings;
  private double[] losses = new double[INITIAL_CAPACITY];
  private double[] smoothed = new double[INITIAL_CAPACITY];
  private int steps;
  private double sum;
  private double weight;

  LossCurve(OptimizerSettings settings) {
    this.settings = settings;
  }

  /** Takes in the losses of a step's candidates. */
  void add(float[] ofCandidates) {
    double loss = settings.reportedLoss(ofCandidates);
    sum = DECAY * sum + (1 - DECAY) * loss;
    weight = DECAY * weight + (1 - DECAY);
    if (steps == losses.length) {
      losses = Arrays.copyOf(losses, 2 * steps);
      smoothed = Arrays.copyOf(smoothed, 2 * steps);
    }
    losses[steps] = loss;
    smoothed[steps++] = sum / weight;
  }

  /** The weighted mean of the losses so far; 0 before the first. */
  double smoothed() {
    return steps == 0 ? 0 : smoothed[steps - 1];
  }

  public int steps() {
    return steps;
  }

  /** The losses of steps 1 to {@link #steps}. */
  public double[] losses() {
    return Arrays.copyOf(losses, steps);
  }

  /** The smoothed losses of steps 1 to {@link #steps}. */
  public double[] smoothedLosses() {
    return Arrays.copyOf(smoothed, steps);
  }
}
