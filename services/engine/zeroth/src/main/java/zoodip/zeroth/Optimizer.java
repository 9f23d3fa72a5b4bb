package zoodip.zeroth;

import java.util.List;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.journal.StepGradient;

/**
 * Learns theta from losses alone, one step for each {@link #ask} and {@link #tell}.
 *
 * <p>Theta after step s is a function of (settings, seed, first theta, journal of steps 1 to s),
 * the same bits on every JVM: all arithmetic is strict IEEE 754 in one fixed order. Not
 * thread-safe.
 */
public abstract class Optimizer {
  /** Theta [d] after the finished steps: methods change it, in {@link #update} alone. */
  protected final float[] theta;

  private final OptimizerSettings settings;
  private long finishedSteps;
  private boolean asked;

  /**
   * A run that has not begun.
   *
   * @param theta [d] where to start, finite, which the run takes over
   * @throws IllegalArgumentException if theta is not finite
   */
  protected Optimizer(OptimizerSettings settings, float[] theta) {
    FiniteNumbers.requireTheta(theta);
    this.settings = settings;
    this.theta = theta;
  }

  /**
   * The candidates of the next step: the thetas whose losses it takes, all with the same photo,
   * noise and timestep. Asking again before {@link #tell} gives the same.
   *
   * @return [candidates, d]
   * @throws IllegalStateException if the step needs bases that it does not have
   */
  public final float[][] ask() {
    float[][] candidates = candidates(finishedSteps + 1);
    asked = true;
    return candidates;
  }

  /**
   * Finishes the step that was asked for.
   *
   * @param losses one for each candidate, in their order
   * @throws UnusableLossException if a loss is not finite, or the losses differ beyond fp32's range
   */
  public final void tell(float[] losses) {
    if (!asked) {
      throw new IllegalStateException(
          "losses before step " + (finishedSteps + 1) + " was asked for: call ask() first");
    }
    redo(losses);
    asked = false;
  }

  /** Finishes the next step, without having been asked, with the losses that it had before. */
  public final void redo(float[] losses) {
    long step = finishedSteps + 1;
    FiniteNumbers.requireLosses(losses, settings.candidates(), step);
    update(losses, step);
    finishedSteps = step;
  }

  /** A copy of theta [d] after the finished steps. */
  public final float[] theta() {
    return theta.clone();
  }

  /** Finished steps. */
  public final long step() {
    return finishedSteps;
  }

  /** The bases that the next step needs first: one for each of theta's blocks, or none. */
  public List<BasisRequest> neededBases() {
    return List.of();
  }

  /**
   * Takes the bases that the next step is the first to use.
   *
   * @param bases one for each of theta's blocks, in their order
   * @throws IllegalArgumentException if they are not those that are needed
   */
  public void use(List<SensitivityBasis> bases) {
    throw new IllegalArgumentException("bases for a method that uses none");
  }

  /** Whether each step has to be given its gradient before it is told its losses. */
  public boolean needsGradient() {
    return false;
  }

  /**
   * Takes the gradient of the loss at theta, for the next step.
   *
   * @throws IllegalArgumentException if it is of another step or theta
   */
  public void use(StepGradient gradient) {
    throw new IllegalArgumentException("a gradient for a method that uses none");
  }

  /**
   * The candidates of a step, the same however often they are wanted.
   *
   * @return [candidates, d]
   */
  protected abstract float[][] candidates(long step);

  /**
   * Moves theta by a step's losses.
   *
   * @param losses one for each candidate, finite
   * @throws UnusableLossException if they differ beyond fp32's range; nothing has changed then
   */
  protected abstract void update(float[] losses, long step);
}
