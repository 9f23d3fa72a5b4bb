package zoodip.zeroth.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects the losses of finished steps, the bases and gradients that these used, and the probes
 * that followed them, until they are drained as a segment. Not thread-safe.
 */
public final class JournalRecorder {
  private final int lossesPerStep;
  private final List<float[]> pending = new ArrayList<>();
  private final List<SensitivityBasis> bases = new ArrayList<>();
  private final List<ProbeLoss> probes = new ArrayList<>();
  private final List<StepGradient> gradients = new ArrayList<>();
  private long nextStep;

  /**
   * A recorder for the steps after {@code finishedSteps}.
   *
   * @param finishedSteps steps that earlier segments hold, 0 for a new run
   * @param lossesPerStep losses of each step
   */
  public JournalRecorder(long finishedSteps, int lossesPerStep) {
    if (finishedSteps < 0 || lossesPerStep < 1) {
      throw new IllegalArgumentException(
          "%d finished steps with %d losses each: neither fits a run"
              .formatted(finishedSteps, lossesPerStep));
    }
    this.nextStep = finishedSteps + 1;
    this.lossesPerStep = lossesPerStep;
  }

  /** Adds the losses of the step that was just finished; steps come in order, none left out. */
  public void add(long step, float[] losses) {
    if (step != nextStep) {
      throw new IllegalArgumentException(
          "losses of step %d, but step %d comes next".formatted(step, nextStep));
    }
    if (losses.length != lossesPerStep) {
      throw new IllegalArgumentException(
          "%d losses of step %d, but a step has %d".formatted(losses.length, step, lossesPerStep));
    }
    pending.add(losses.clone());
    nextStep++;
  }

  /** Adds a basis that the next step is the first to use; it is drained with that step's losses. */
  public void add(SensitivityBasis basis) {
    if (basis.step() != nextStep) {
      throw new IllegalArgumentException(
          "a basis of step %d, but step %d comes next".formatted(basis.step(), nextStep));
    }
    bases.add(basis);
  }

  /** Adds the gradient of the next step; it is drained with that step's losses. */
  public void add(StepGradient gradient) {
    if (gradient.step() != nextStep) {
      throw new IllegalArgumentException(
          "a gradient of step %d, but step %d comes next".formatted(gradient.step(), nextStep));
    }
    gradients.add(gradient);
  }

  /**
   * Adds the probe that follows the step just finished, or precedes the first; it is drained with
   * that step's losses.
   */
  public void add(ProbeLoss probe) {
    if (probe.step() != nextStep - 1 || !takesProbe()) {
      throw new IllegalArgumentException(
          "a probe after step %d comes before step %d: add one at most, right after its step, before that is drained"
              .formatted(probe.step(), nextStep));
    }
    probes.add(probe);
  }

  /**
   * Whether there is a step, not drained yet, for a probe to go with, and none has gone with it.
   */
  public boolean takesProbe() {
    boolean taken = probes.stream().anyMatch(probe -> probe.step() == nextStep - 1);
    return !taken && (!pending.isEmpty() || nextStep == 1);
  }

  /** Steps since the last drain. */
  public int pendingSteps() {
    return pending.size();
  }

  /** The segment of the steps since the last drain, if there were any. */
  public Optional<JournalSegment> drain() {
    if (pending.isEmpty()) {
      return Optional.empty();
    }
    float[] losses = new float[pending.size() * lossesPerStep];
    for (int i = 0; i < pending.size(); i++) {
      System.arraycopy(pending.get(i), 0, losses, i * lossesPerStep, lossesPerStep);
    }
    List<SensitivityBasis> used = bases.stream().filter(basis -> basis.step() < nextStep).toList();
    JournalSegment segment =
        new JournalSegment(
            nextStep - pending.size(),
            lossesPerStep,
            losses,
            used,
            gradients.stream().filter(gradient -> gradient.step() < nextStep).toList(),
            probes);
    pending.clear();
    gradients.removeIf(gradient -> gradient.step() < nextStep);
    probes.clear();
    bases.removeIf(basis -> basis.step() < nextStep);
    return Optional.of(segment);
  }
}
