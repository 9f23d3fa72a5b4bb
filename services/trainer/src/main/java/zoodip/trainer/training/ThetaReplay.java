package zoodip.trainer.training;

import zoodip.zeroth.journal.LossJournal;

/**
 * The thetas that a journal's steps led to, looked at in rising order: each step is redone once.
 */
public final class ThetaReplay {
  private final TrainingSession session;
  private final LossJournal journal;

  ThetaReplay(TrainingSession session, LossJournal journal) {
    this.session = session;
    this.journal = journal;
  }

  /**
   * A copy of theta [d] after a step.
   *
   * @param step not before the step that was asked for last
   */
  public float[] after(long step) {
    if (step < session.steps()) {
      throw new IllegalStateException(
          "step %d is behind step %d: ask in rising order".formatted(step, session.steps()));
    }
    while (session.steps() < step) {
      session.redo(journal);
    }
    return session.theta();
  }
}
