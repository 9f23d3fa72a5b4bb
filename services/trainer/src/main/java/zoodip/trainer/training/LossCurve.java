package zoodip.trainer.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.journal.ProbeLoss;

/**
 * The losses of the embedding itself, each step's and exponentially smoothed: single losses mostly
 * tell which timestep was drawn. And those on the probe set, which can be compared one by one.
 */
public final class LossCurve {
  private static final double DECAY = 0.98;
  private static final int INITIAL_CAPACITY = 1024;

  private final OptimizerSettings settings;
  private double[] losses = new double[INITIAL_CAPACITY];
  private double[] smoothed = new double[INITIAL_CAPACITY];
  private final List<ProbeLoss> probes = new ArrayList<>();
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

  /** Takes in a probe, which is newer than those before it. */
  void add(ProbeLoss probe) {
    probes.add(probe);
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

  /** The losses on the probe set, in the order of their steps. */
  public List<ProbeLoss> probes() {
    return Collections.unmodifiableList(probes);
  }

  /** The newest of them, if there is one. */
  public Optional<ProbeLoss> newestProbe() {
    return probes.isEmpty() ? Optional.empty() : Optional.of(probes.get(probes.size() - 1));
  }

  /** Rows of the UNet that the probes took. */
  public long probeRows() {
    return probes.stream().mapToLong(ProbeLoss::rows).sum();
  }
}
