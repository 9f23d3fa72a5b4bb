package zoodip.trainer;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
  private final String title;

  TrainingArtifacts(
      TrainingSpec spec,
      TrainingContext trainingContext,
      TrainingSession session,
      Optional<Previews> previews) {
    this.trainingContext = trainingContext;
    this.session = session;
    this.previews = previews;
    title = "%s %s, loss".formatted(spec.getPlaceholder(), spec.getClassWord());
  }

  /**
   * The previews up to now that no earlier attempt has generated: the one before the first step, or
   * those that an attempt was stopped at.
   *
   * @param journal that the session was resumed from
   */
  List<JobFile> beforeFirstStep(LossJournal journal) {
    if (previews.isEmpty()) {
      return List.of();
    }
    ThetaReplay replay = trainingContext.replay(journal);
    long now = session.steps();
    return generate(
        previews.get(),
        previews.get().missing(now, session.isDone()),
        step -> step == now ? session.theta() : replay.after(step));
  }

  /** The preview of the step just done, if it is due. */
  List<JobFile> afterStep() {
    long now = session.steps();
    return previews
        .filter(preview -> preview.isMissing(now, session.isDone()))
        .map(preview -> generate(preview, LongStream.of(now), step -> session.theta()))
        .orElse(List.of());
  }

  /** The losses as they are now. */
  List<JobFile> losses() {
    return LossFiles.of(title, session.losses());
  }

  /**
   * Previews of these steps; with them, if there is any, the sheet of all, where it can be signed,
   * and the losses.
   */
  private List<JobFile> generate(Previews previews, LongStream steps, LongFunction<float[]> theta) {
    List<JobFile> generated =
        steps
            .takeWhile(step -> previews.areWanted())
            .mapToObj(step -> previews.generate(trainingContext, step, theta.apply(step)))
            .flatMap(Optional::stream)
            .toList();
    previews.release();
    if (generated.isEmpty()) {
      return List.of();
    }
    List<JobFile> sheet = previews.sheet().stream().toList();
    return Stream.of(generated, sheet, losses()).flatMap(List::stream).toList();
  }
}
