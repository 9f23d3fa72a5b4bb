package zoodip.zeroth.journal;

import java.util.Arrays;
import java.util.List;

/**
 * The losses of some steps that follow one another, the bases that these steps were the first to
 * use, their gradients, and the probes that followed them: the unit in which a journal is stored.
 *
 * @param firstStep the first of the steps, 1 or later
 * @param lossesPerStep losses of each step, at least 1
 * @param losses [steps * lossesPerStep], finite, step by step in the order of the step's candidates
 * @param bases in the order of their steps; none for methods without bases
 * @param gradients one a step, in their order; none for methods without gradients
 * @param probes in the order of their steps, at most one a step, and one before the first; none for
 *     trainings that do not probe
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record JournalSegment(
    long firstStep,
    int lossesPerStep,
    float[] losses,
    List<SensitivityBasis> bases,
    List<StepGradient> gradients,
    List<ProbeLoss> probes) {
  /** Refuses a segment without whole steps with an {@link IllegalArgumentException}. */
  public JournalSegment {
    if (firstStep < 1 || firstStep > Long.MAX_VALUE - losses.length) {
      throw new IllegalArgumentException(
          "first step is %d: steps start at 1, and are counted with 63 bits".formatted(firstStep));
    }
    if (lossesPerStep < 1 || losses.length == 0 || losses.length % lossesPerStep != 0) {
      throw new IllegalArgumentException(
          "%d losses with %d a step: a segment holds one whole step at least"
              .formatted(losses.length, lossesPerStep));
    }
    losses = losses.clone();
    bases = List.copyOf(bases);
    gradients = List.copyOf(gradients);
    probes = List.copyOf(probes);
    for (int i = 0; i < losses.length; i++) {
      if (!Float.isFinite(losses[i])) {
        throw new IllegalArgumentException(
            "loss of step %d is %s: only finite losses finish a step"
                .formatted(firstStep + i / lossesPerStep, losses[i]));
      }
    }
    int steps = losses.length / lossesPerStep;
    requireWithin(bases, firstStep, firstStep + steps - 1);
    requireEach(gradients, firstStep, steps);
    requireBehind(probes, firstStep, firstStep + steps - 1);
  }

  /** A segment of losses alone. */
  public JournalSegment(long firstStep, int lossesPerStep, float[] losses) {
    this(firstStep, lossesPerStep, losses, List.of());
  }

  /** A segment of losses and bases. */
  public JournalSegment(
      long firstStep, int lossesPerStep, float[] losses, List<SensitivityBasis> bases) {
    this(firstStep, lossesPerStep, losses, bases, List.of(), List.of());
  }

  /**
   * Reads a segment.
   *
   * @throws JournalException if the bytes are not exactly what {@link #encode} wrote
   */
  public static JournalSegment decode(byte[] bytes) {
    return SegmentCodec.decode(bytes);
  }

  /** The segment as bytes: the same segment always gives the same bytes. */
  public byte[] encode() {
    return SegmentCodec.encode(this);
  }

  @Override
  public float[] losses() {
    return losses.clone();
  }

  /** Steps in this segment. */
  public int steps() {
    return losses.length / lossesPerStep;
  }

  /** The last of the steps. */
  public long lastStep() {
    return firstStep + steps() - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalSegment that
        && firstStep == that.firstStep
        && lossesPerStep == that.lossesPerStep
        && Arrays.equals(losses, that.losses)
        && bases.equals(that.bases)
        && gradients.equals(that.gradients)
        && probes.equals(that.probes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(firstStep) + lossesPerStep) + Arrays.hashCode(losses);
  }

  @Override
  public String toString() {
    return "JournalSegment[steps %d to %d, %d losses a step, %d bases, %d gradients, %d probes]"
        .formatted(
            firstStep, lastStep(), lossesPerStep, bases.size(), gradients.size(), probes.size());
  }

  private static void requireEach(List<StepGradient> gradients, long first, int steps) {
    if (!gradients.isEmpty() && gradients.size() != steps) {
      throw new IllegalArgumentException(
          "%d gradients in a segment of %d steps: give none, or one a step"
              .formatted(gradients.size(), steps));
    }
    for (int i = 0; i < gradients.size(); i++) {
      if (gradients.get(i).step() != first + i) {
        throw new IllegalArgumentException(
            "a gradient of step %d where that of step %d stands: gradients stand in the order of the steps"
                .formatted(gradients.get(i).step(), first + i));
      }
    }
  }

  private static void requireWithin(List<SensitivityBasis> bases, long first, long last) {
    long before = first;
    for (SensitivityBasis basis : bases) {
      if (basis.step() < before || basis.step() > last) {
        throw new IllegalArgumentException(
            "a basis of step %d in a segment of steps %d to %d: bases stand in the order of the steps that first use them"
                .formatted(basis.step(), first, last));
      }
      before = basis.step();
    }
  }

  private static void requireBehind(List<ProbeLoss> probes, long first, long last) {
    long least = first == 1 ? 0 : first;
    for (ProbeLoss probe : probes) {
      if (probe.step() < least || probe.step() > last) {
        throw new IllegalArgumentException(
            "a probe after step %d in a segment of steps %d to %d: probes stand in the order of the steps that they follow, one for each"
                .formatted(probe.step(), first, last));
      }
      least = probe.step() + 1;
    }
  }
}
