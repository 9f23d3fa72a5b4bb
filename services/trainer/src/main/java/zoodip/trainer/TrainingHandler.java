package zoodip.trainer;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import zoodip.concepts.provenance.JournalSource;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.training.TrainingPhoto;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.Storage;
import zoodip.platform.work.AttemptDirective;
import zoodip.platform.work.AttemptResult;
import zoodip.platform.work.JobAttempt;
import zoodip.platform.work.JobHandler;
import zoodip.provenance.ImageMarking;
import zoodip.trainer.files.FileStore;
import zoodip.trainer.journal.FlushSchedule;
import zoodip.trainer.journal.JournalWriter;
import zoodip.trainer.journal.SegmentStore;
import zoodip.trainer.models.TrainingModels;
import zoodip.trainer.models.TrainingPrecision;
import zoodip.trainer.photos.PhotoSource;
import zoodip.trainer.previews.Previews;
import zoodip.trainer.results.ResultWriter;
import zoodip.trainer.training.LossBatcher;
import zoodip.trainer.training.TrainingContext;
import zoodip.trainer.training.TrainingSession;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.journal.LossJournal;

/** Trains a job from where its journal ends until it is done, or until something else is wanted. */
final class TrainingHandler implements JobHandler {
  private final Storage storage;
  private final TrainingModels models;
  private final TrainingPrecision precision;
  private final ResultWriter results;
  private final TrainingMetrics metrics;
  private final ImageMarking marking;
  private final PhotoSource photos;
  private final JournalSource journals;
  private final FlushSchedule flushSchedule;

  TrainingHandler(
      Storage storage,
      TrainingModels models,
      ResultWriter results,
      TrainingMetrics metrics,
      ImageMarking marking,
      TrainerConfig config) {
    this.storage = storage;
    this.models = models;
    this.results = results;
    this.metrics = metrics;
    this.marking = marking;
    precision = new TrainingPrecision(config.device(), config.compute());
    flushSchedule = new FlushSchedule(config.flushInterval());
    CheckedObjects objects = new CheckedObjects(storage);
    photos = new PhotoSource(objects);
    journals = new JournalSource(objects);
  }

  @Override
  public AttemptResult work(JobAttempt attempt) throws InterruptedException {
    try {
      return attempt(attempt);
    } catch (RuntimeException e) {
      throw TrainingFailures.named(e);
    }
  }

  private AttemptResult attempt(JobAttempt attempt) throws InterruptedException {
    JobRecord record = attempt.record();
    TrainingSpec spec = record.getSpec().getTraining();
    Hyperparameters hyperparameters = hyperparameters(spec);
    List<TrainingPhoto> trainingPhotos = photos.of(spec.getPhotosList());
    LossJournal journal =
        journals.read(record.getSegmentsList(), hyperparameters.optimizer().candidates());
    try (TrainingModels.Lease model =
        models.acquire(spec.getModel(), spec.getModelDigest(), precision.options(spec))) {
      TrainingContext trainingContext =
          TrainingContext.prepare(model.model(), spec, hyperparameters, trainingPhotos);
      TrainingSession session = trainingContext.resume(journal);
      Optional<Previews> previews =
          Previews.of(
              record,
              storage,
              model.model(),
              marking,
              () -> attempt.directive() == AttemptDirective.CONTINUE);
      try (JournalWriter writer = writer(attempt, session);
          LossBatcher.BatchMember member = model.batcher().join(trainingContext)) {
        TrainingArtifacts artifacts =
            new TrainingArtifacts(spec, trainingContext, session, previews);
        TrainingLoop loop =
            new TrainingLoop(
                attempt,
                session,
                member,
                trainingContext,
                trainingContext,
                artifacts,
                writer,
                metrics);
        return switch (loop.run(journal)) {
          case CONTINUE ->
              new AttemptResult.Learned(
                  results.write(attempt.job(), attempt.id(), spec, trainingContext, session));
          case CANCEL -> new AttemptResult.Cancelled();
          case ABANDON -> new AttemptResult.Abandoned();
          case SUSPEND -> new AttemptResult.Suspended("its trainer shuts down");
        };
      }
    }
  }

  /** The gateway has checked them: only a job that it did not make is refused here. */
  private static Hyperparameters hyperparameters(TrainingSpec spec) {
    try {
      return Hyperparameters.of(spec);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ErrorReason.ERROR_REASON_BAD_SETTINGS, e.getMessage(), e);
    }
  }

  private JournalWriter writer(JobAttempt attempt, TrainingSession session) {
    return new JournalWriter(
        new SegmentStore(storage, attempt.job(), attempt.id()),
        new FileStore(storage, attempt.job(), attempt.id()),
        attempt::commit,
        flushSchedule,
        Clock.systemUTC(),
        session,
        attempt.record().getSegmentsCount(),
        metrics.journals());
  }
}
