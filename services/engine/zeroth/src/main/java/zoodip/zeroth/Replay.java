package zoodip.zeroth;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.JournalException.Reason;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.journal.StepGradient;

/** A run brought to the end of its journal, without asking for any loss again. */
public final class Replay {
  private Replay() {}

  /**
   * The run at the end of its journal.
   *
   * @param theta [d] where the run started
   * @param afterStep is told each step that is finished; what it throws ends the replay
   * @throws JournalException if the journal cannot be one of these settings
   */
  public static Optimizer of(
      OptimizerSettings settings,
      long seed,
      ThetaLayout layout,
      float[] theta,
      LossJournal journal,
      LongConsumer afterStep) {
    if (journal.lossesPerStep() != settings.candidates()) {
      throw new JournalException(
          Reason.OTHER_SETTINGS,
          "the journal has %d losses a step, but these settings make %d: it is of another run"
              .formatted(journal.lossesPerStep(), settings.candidates()));
    }
    Optimizer optimizer = settings.start(seed, layout, theta);
    for (long step = 1; step <= journal.steps(); step++) {
      redo(optimizer, journal, step);
      afterStep.accept(step);
    }
    return optimizer;
  }

  /** Does a journal's next step again. */
  public static void redo(Optimizer optimizer, LossJournal journal, long step) {
    List<SensitivityBasis> bases = journal.bases(step);
    if (optimizer.neededBases().isEmpty() != bases.isEmpty()) {
      throw new JournalException(
          Reason.OTHER_SETTINGS,
          "the journal has %d bases at step %d, where these settings %s: it is of another run"
              .formatted(bases.size(), step, bases.isEmpty() ? "need some" : "need none"));
    }
    Optional<StepGradient> gradient = journal.gradient(step);
    if (optimizer.needsGradient() != gradient.isPresent()) {
      throw new JournalException(
          Reason.OTHER_SETTINGS,
          "the journal has %s at step %d, where these settings need %s: it is of another run"
              .formatted(
                  gradient.isPresent() ? "a gradient" : "no gradient",
                  step,
                  gradient.isPresent() ? "none" : "one"));
    }
    try {
      if (!bases.isEmpty()) {
        optimizer.use(bases);
      }
      gradient.ifPresent(optimizer::use);
    } catch (IllegalArgumentException e) {
      throw new JournalException(Reason.OTHER_SETTINGS, e.getMessage());
    }
    optimizer.redo(journal.losses(step));
  }
}
