package zoodip.trainer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import zoodip.events.v1.TrainingSpec;
import zoodip.trainer.files.JobFile;
import zoodip.trainer.files.LossFiles;
import zoodip.trainer.previews.Previews;
import zoodip.trainer.training.ThetaReplay;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.journal.LossJournal;

/**
 * The files of a training that show how it gets on: previews as they come due, and with each of
 * them, and at the end, its losses. The session does not notice.
 */
final class TrainingArtifacts {
  private final TrainingContext trainingContext;
  private final TrainingSession session;
  private final Optional<Previews> previews;
  private final Consumer<JobFile> sink;
  private final String title;

  /**
   * @param sink takes the files as they come
   */
  TrainingArtifacts(
      TrainingSpec spec,
      TrainingContext trainingContext,
      TrainingSession session,
      Optional<Previews> previews,
      Consumer<JobFile> sink) {
    this.trainingContext = trainingContext;
    this.session = session;
    this.previews = previews;
    this.sink = sink;
    title = "%s %s, loss".formatted(spec.getPlaceholder(), spec.getClassWord());
  }

  /**
   * Draws the previews up to now that no earlier attempt has drawn: the one before the first step,
   * or those that an attempt was stopped at.
   *
   * @param journal that the session was resumed from
   */
  void begin(LossJournal journal) {
    previews.ifPresent(
        preview -> {
          ThetaReplay replay = trainingContext.replay(journal);
          preview
              .missing(session.steps())
              .takeWhile(step -> preview.areWanted())
              .forEach(
                  step -> {
                    boolean now = step == session.steps();
                    add(preview, step, now ? session.theta() : replay.after(step));
                  });
          preview.release();
        });
  }

  /** Draws the preview of the step just done, if it is due. */
  void afterStep() {
    previews
        .filter(preview -> preview.isMissing(session.steps()))
        .ifPresent(
            preview -> {
              add(preview, session.steps(), session.theta());
              preview.release();
            });
  }

  /** The losses as they are now. */
  void addLosses() {
    LossFiles.of(title, session.losses()).forEach(sink);
  }

  private void add(Previews preview, long step, float[] theta) {
    List<JobFile> drawn = preview.generate(trainingContext, step, theta);
    drawn.forEach(sink);
    if (!drawn.isEmpty()) {
      addLosses();
    }
  }
}
