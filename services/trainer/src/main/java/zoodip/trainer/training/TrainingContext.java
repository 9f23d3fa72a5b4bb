package zoodip.trainer.training;

import java.util.List;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.DiffusionModel;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.ModelInfo;
import zoodip.diffusion.Personalization;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.latent.LossGradient;
import zoodip.diffusion.latent.LossRow;
import zoodip.diffusion.prompt.PromptException;
import zoodip.diffusion.prompt.UnknownConceptException;
import zoodip.diffusion.training.PhotoOptions;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.trainer.sampling.PhotoCaptions;
import zoodip.trainer.sampling.ProbeSet;
import zoodip.trainer.sampling.StepSampler;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.journal.LossJournal;

/**
 * A concept, an open model and encoded photos: all that sessions of one job need to run, without
 * Kafka or an object store.
 *
 * <pre>{@code
 * TrainingContext training = TrainingContext.prepare(model, spec, Hyperparameters.of(spec), photos);
 * TrainingSession session = training.begin();
 * session.probe(training);
 * while (!session.isDone()) {
 *   session.renewBases(training);
 *   session.step(training, training);
 *   session.probe(training);
 * }
 * }</pre>
 */
public final class TrainingContext implements LossFunction, ModelMeasurements, ProbeFunction {
  private final Hyperparameters hyperparameters;
  private final ThetaLayout layout;
  private final float[] firstTheta;
  private final Personalization personalization;
  private final StepSampler sampler;
  private final ProbeSet probeSet;

  private TrainingContext(
      Hyperparameters hyperparameters,
      ThetaLayout layout,
      float[] firstTheta,
      Personalization personalization,
      StepSampler sampler,
      ProbeSet probeSet) {
    this.hyperparameters = hyperparameters;
    this.layout = layout;
    this.firstTheta = firstTheta;
    this.personalization = personalization;
    this.sampler = sampler;
    this.probeSet = probeSet;
  }

  /**
   * Encodes the photos and looks up where theta starts: at the embedding of the initializer's
   * words. What only the open model can tell of the settings is checked here, and nothing else.
   *
   * @param spec of the job
   * @param hyperparameters its settings
   * @param photos in the order of the spec
   * @throws ServiceException BAD_SETTINGS if settings, words or captions do not fit the model;
   *     UNKNOWN_CONCEPT if a caption names another concept than the one to learn
   */
  public static TrainingContext prepare(
      DiffusionModel model,
      TrainingSpec spec,
      Hyperparameters hyperparameters,
      List<TrainingPhoto> photos) {
    requireTimesteps(hyperparameters, model.info());
    try {
      ThetaLayout layout =
          ThetaLayout.of(model.info().embeddingWidths(), hyperparameters.vectors());
      hyperparameters.optimizer().requireTrainable(layout);
      float[] firstTheta = layout.startingAt(model.wordEmbedding(spec.getInitializer()));
      Personalization personalization =
          model.personalization(
              photos,
              spec.getPlaceholder(),
              hyperparameters.vectors(),
              photoOptions(hyperparameters));
      PhotoCaptions captions =
          new PhotoCaptions(photos.stream().map(photo -> photo.captions().size()).toList());
      int latentValues = personalization.latentValues();
      return new TrainingContext(
          hyperparameters,
          layout,
          firstTheta,
          personalization,
          new StepSampler(hyperparameters, captions, latentValues),
          new ProbeSet(hyperparameters, captions, latentValues));
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
    return resume(LossJournal.empty(hyperparameters.optimizer().candidates()));
  }

  /** A session after the steps of its journal. */
  public TrainingSession resume(LossJournal journal) {
    return new TrainingSession(hyperparameters, sampler, probeSet, layout, firstTheta, journal);
  }

  /** The thetas of a journal's steps. */
  public ThetaReplay replay(LossJournal journal) {
    return new ThetaReplay(begin(), journal);
  }

  @Override
  public float[] of(LossQuery query) {
    return personalization.losses(query);
  }

  @Override
  public double[][] squaredJacobian(SensitivityQuery query) {
    return personalization.sensitivity(query);
  }

  @Override
  public double[][] vocabularyCovariance(int encoder) {
    return personalization.vocabularyCovariance(encoder);
  }

  @Override
  public LossGradient gradient(LossQuery query) {
    return personalization.gradient(query);
  }

  /** Never in one batch with another training's rows, so that these change no bit of it. */
  @Override
  public float[] of(List<LossQuery> queries) {
    return personalization.sampleLosses(queries);
  }

  /** The query as a row of a batch that other trainings share. */
  LossRow row(LossQuery query) {
    return personalization.row(query);
  }

  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** What each step looks at. */
  StepSampler sampler() {
    return sampler;
  }

  /** Where the vectors of each text encoder lie in theta. */
  public ThetaLayout layout() {
    return layout;
  }

  /** A copy of theta [d] before the first step. */
  public float[] firstTheta() {
    return firstTheta.clone();
  }

  private static PhotoOptions photoOptions(Hyperparameters hyperparameters) {
    return new PhotoOptions(
        hyperparameters.resolution(),
        hyperparameters.squash() ? PhotoOptions.Fit.SQUASH : PhotoOptions.Fit.CENTER_CROP);
  }

  private static void requireTimesteps(Hyperparameters hyperparameters, ModelInfo info) {
    int high = hyperparameters.timesteps().high();
    if (high > info.trainTimesteps()) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_SETTINGS,
          "timestep_high is %d, but the model has timesteps 0 to %d: use at most %d"
              .formatted(high, info.trainTimesteps() - 1, info.trainTimesteps()));
    }
  }
}
