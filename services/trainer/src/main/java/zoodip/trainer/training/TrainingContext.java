package zoodip.trainer.training;

import java.util.List;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.TrainingSettings;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.LossJournal;

/**
 * A concept, an open model and encoded photos: all that sessions of one job need to run, without
 * Kafka or an object store.
 *
 * <pre>{@code
 * TrainingContext training = TrainingContext.prepare(model, spec, photos);
 * TrainingSession session = training.begin();
 * while (!session.isDone()) {
 *   session.step(training);
 * }
 * }</pre>
 */
public final class TrainingContext implements LossFunction {
  private final TrainingPlan plan;
  private final ThetaLayout layout;
  private final List<Integer> captions;
  private final float[] firstTheta;
  private final Personalization personalization;

  private TrainingContext(
      TrainingPlan plan,
      ThetaLayout layout,
      List<Integer> captions,
      float[] firstTheta,
      Personalization personalization) {
    this.plan = plan;
    this.layout = layout;
    this.captions = captions;
    this.firstTheta = firstTheta;
    this.personalization = personalization;
  }

  /**
   * Encodes the photos and looks up where theta starts: at the embedding of the initializer's
   * words.
   *
   * @param spec of the job, its settings all set
   * @param photos in the order of the spec
   * @throws ServiceException BAD_SETTINGS if settings, words or captions do not fit the model;
   *     UNKNOWN_CONCEPT if a caption names another concept than the one to learn
   */
  public static TrainingContext prepare(
      DiffusionModel model, TrainingSpec spec, List<TrainingPhoto> photos) {
    TrainingPlan plan = TrainingPlan.of(spec);
    ModelInfo info = model.info();
    requireTimesteps(plan, info);
    ThetaLayout layout = ThetaLayout.of(info.embeddingWidths(), plan.vectors());
    try {
      plan.optimizer().requireTrainable(layout.dimension());
      return new TrainingContext(
          plan,
          layout,
          photos.stream().map(photo -> photo.captions().size()).toList(),
          layout.startingAt(model.wordEmbedding(spec.getInitializer())),
          model.personalization(
              photos, spec.getPlaceholder(), plan.vectors(), photoOptions(spec, info)));
    } catch (UnknownConceptException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_UNKNOWN_CONCEPT,
          "A caption names %s, but a training knows its own concept alone, %s: upload the photo with a caption that has {} where the subject goes and no other name in angle brackets"
              .formatted(e.placeholder(), spec.getPlaceholder()),
          e);
    } catch (IllegalArgumentException | PromptException e) {
      throw new ServiceException(ErrorReason.ERROR_REASON_BAD_SETTINGS, e.getMessage(), e);
    }
  }

  /** A session before its first step. */
  public TrainingSession begin() {
    return resume(LossJournal.empty(plan.optimizer().candidates()));
  }

  /** A session after the steps of its journal. */
  public TrainingSession resume(LossJournal journal) {
    return TrainingSession.resume(
        plan, captions, personalization.latentValues(), firstTheta, journal);
  }

  /** The thetas of a journal's steps. */
  public ThetaReplay replay(LossJournal journal) {
    return new ThetaReplay(begin(), journal);
  }

  @Override
  public float[] of(LossQuery query) {
    return personalization.losses(query);
  }

  /** The query as a row of a batch that other trainings share. */
  LossRow row(LossQuery query) {
    return personalization.row(query);
  }

  public TrainingPlan plan() {
    return plan;
  }

  /** Where the vectors of each text encoder lie in theta. */
  public ThetaLayout layout() {
    return layout;
  }

  /** A copy of theta [d] before the first step. */
  public float[] firstTheta() {
    return firstTheta.clone();
  }

  private static PhotoOptions photoOptions(TrainingSpec spec, ModelInfo info) {
    TrainingSettings settings = spec.getSettings();
    return new PhotoOptions(
        settings.hasResolution() ? settings.getResolution() : info.pixels(),
        settings.getSquash() ? PhotoOptions.Fit.SQUASH : PhotoOptions.Fit.CENTER_CROP);
  }

  private static void requireTimesteps(TrainingPlan plan, ModelInfo info) {
    if (plan.timesteps().high() > info.trainTimesteps()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          "timestep_high is %d, but the model has timesteps 0 to %d: use at most %d"
              .formatted(
                  plan.timesteps().high(), info.trainTimesteps() - 1, info.trainTimesteps()));
    }
  }
}
