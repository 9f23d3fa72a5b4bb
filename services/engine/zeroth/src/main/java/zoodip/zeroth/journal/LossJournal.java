package zoodip.zeroth.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import zoodip.zeroth.journal.JournalException.Reason;

/**
 * The losses of steps 1 to s of one run, the bases and gradients that they used, and its probes;
 * immutable.
 */
public final class LossJournal {
  private final int lossesPerStep;
  private final float[] losses;
  private final List<SensitivityBasis> bases;
  private final Map<Long, List<SensitivityBasis>> basesByStep;
  private final List<StepGradient> gradients;
  private final List<ProbeLoss> probes;

  private LossJournal(
      int lossesPerStep,
      float[] losses,
      List<SensitivityBasis> bases,
      List<StepGradient> gradients,
      List<ProbeLoss> probes) {
    this.lossesPerStep = lossesPerStep;
    this.losses = losses;
    this.bases = bases;
    this.basesByStep = bases.stream().collect(Collectors.groupingBy(SensitivityBasis::step));
    this.gradients = gradients;
    this.probes = probes;
  }

  /** The journal of a run that has not finished a step. */
  public static LossJournal empty(int lossesPerStep) {
    if (lossesPerStep < 1) {
      throw new IllegalArgumentException(
          lossesPerStep + " losses a step: a step has at least one loss");
    }
    return new LossJournal(lossesPerStep, new float[0], List.of(), List.of(), List.of());
  }

  /**
   * The journal that these segments make up.
   *
   * @param segments one at least, in the order of their steps
   * @throws JournalException if the first does not start at step 1, or one does not follow the
   *     other
   */
  public static LossJournal of(List<JournalSegment> segments) {
    if (segments.isEmpty()) {
      throw new IllegalArgumentException(
          "no segments: use LossJournal.empty for a run without finished steps");
    }
    LossJournal journal = empty(segments.get(0).lossesPerStep());
    long wanted = 1;
    for (JournalSegment segment : segments) {
      journal.requireNext(segment, wanted);
      if (segment.gradients().isEmpty() != segments.get(0).gradients().isEmpty()) {
        throw new JournalException(
            Reason.OTHER_SETTINGS,
            "of the segments from step 1 and %d only one has gradients: they are of different runs"
                .formatted(segment.firstStep()));
      }
      wanted = segment.lastStep() + 1;
    }
    return journal.with(segments);
  }

  /**
   * All of it as one segment, which makes up the same journal.
   *
   * @throws IllegalArgumentException if no step is finished
   */
  public JournalSegment asSegment() {
    return new JournalSegment(1, lossesPerStep, losses, bases, gradients, probes);
  }

  /** Finished steps s. */
  public long steps() {
    return losses.length / lossesPerStep;
  }

  /** Losses of each step. */
  public int lossesPerStep() {
    return lossesPerStep;
  }

  /** The losses of a step in 1 to {@link #steps}. */
  public float[] losses(long step) {
    if (step < 1 || step > steps()) {
      throw new IndexOutOfBoundsException(
          "step %d of a journal of %d steps".formatted(step, steps()));
    }
    int from = (int) (step - 1) * lossesPerStep;
    return Arrays.copyOfRange(losses, from, from + lossesPerStep);
  }

  /** The bases that a step was the first to use, in their order. */
  public List<SensitivityBasis> bases(long step) {
    return basesByStep.getOrDefault(step, List.of());
  }

  /** The gradient of a step, if it is of a method that uses gradients. */
  public Optional<StepGradient> gradient(long step) {
    return gradients.isEmpty() ? Optional.empty() : Optional.of(gradients.get((int) step - 1));
  }

  /** The losses on the probe set, in the order of their steps. */
  public List<ProbeLoss> probes() {
    return probes;
  }

  /** The journal of the first {@code steps} steps. */
  public LossJournal prefix(long steps) {
    if (steps < 0 || steps > steps()) {
      throw new IndexOutOfBoundsException(
          "a prefix of %d steps of a journal of %d steps".formatted(steps, steps()));
    }
    return new LossJournal(
        lossesPerStep,
        Arrays.copyOf(losses, (int) steps * lossesPerStep),
        bases.stream().filter(basis -> basis.step() <= steps).toList(),
        gradients.isEmpty() ? gradients : gradients.subList(0, (int) steps),
        probes.stream().filter(probe -> probe.step() <= steps).toList());
  }

  private void requireNext(JournalSegment segment, long wanted) {
    if (segment.firstStep() != wanted) {
      throw new JournalException(
          Reason.GAP,
          "a journal segment starts at step %d, but step %d comes next: give every segment once, in order"
              .formatted(segment.firstStep(), wanted));
    }
    if (segment.lossesPerStep() != lossesPerStep) {
      throw new JournalException(
          Reason.OTHER_SETTINGS,
          "the segment from step %d has %d losses a step, those before it %d: they are of different runs"
              .formatted(segment.firstStep(), segment.lossesPerStep(), lossesPerStep));
    }
  }

  private LossJournal with(List<JournalSegment> segments) {
    int length = 0;
    for (JournalSegment segment : segments) {
      length = Math.addExact(length, segment.steps() * lossesPerStep);
    }
    float[] all = new float[length];
    int offset = 0;
    for (JournalSegment segment : segments) {
      float[] part = segment.losses();
      System.arraycopy(part, 0, all, offset, part.length);
      offset += part.length;
    }
    return new LossJournal(
        lossesPerStep,
        all,
        segments.stream().flatMap(segment -> segment.bases().stream()).toList(),
        segments.stream().flatMap(segment -> segment.gradients().stream()).toList(),
        segments.stream().flatMap(segment -> segment.probes().stream()).toList());
  }
}
