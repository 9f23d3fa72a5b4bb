package zoodip.zeroth;

import java.util.List;
import zoodip.zeroth.journal.SensitivityBasis;

/**
 * Learns theta from losses alone, one step for each {@link #ask} and {@link #tell}.
 *
 * <p>Theta after step s is a function of (settings, seed, first theta, journal of steps 1 to s),
 * the same bits on every JVM: all arithmetic is strict IEEE 754 in one fixed order. Not
 * thread-safe.
 */
public interface Optimizer {
  /**
   * The candidates of the next step: the thetas whose losses it takes, all with the same photo,
   * noise and timestep. Asking again before {@link #tell} gives the same.
   *
   * @return [candidates, d]
   * @throws IllegalStateException if the step needs bases that it does not have
   */
  float[][] ask();

  /**
   * Finishes the step that was asked for.
   *
   * @param losses one for each candidate, in their order
   * @throws UnusableLossException if a loss is not finite, or the losses differ beyond fp32's range
   */
  void tell(float[] losses);

  /** Finishes the next step, without having been asked, with the losses that it had before. */
  void redo(float[] losses);

  /** A copy of theta [d] after the finished steps. */
  float[] theta();

  /** Finished steps. */
  long step();

  /** The bases that the next step needs first: one for each of theta's blocks, or none. */
  default List<BasisRequest> neededBases() {
    return List.of();
  }

  /**
   * Takes the bases that the next step is the first to use.
   *
   * @param bases one for each of theta's blocks, in their order
   * @throws IllegalArgumentException if they are not those that are needed
   */
  default void use(List<SensitivityBasis> bases) {
    throw new IllegalArgumentException("bases for a method that uses none");
  }
}
