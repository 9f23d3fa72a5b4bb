package zoodip.trainer;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import zoodip.concepts.provenance.JournalSource;
import zoodip.diffusion.TrainingPhoto;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.CheckedObjects;
import zoodip.platform.storage.Storage;
import zoodip.platform.work.Demand;
import zoodip.platform.work.Ending;
import zoodip.platform.work.JobAttempt;
import zoodip.platform.work.JobHandler;
import zoodip.trainer.files.FileStore;
import zoodip.trainer.journal.Cadence;
import zoodip.trainer.journal.JournalWriter;
import zoodip.trainer.journal.SegmentStore;
import zoodip.trainer.models.OpenModels;
import zoodip.trainer.models.TrainingPrecision;
import zoodip.trainer.photos.PhotoSource;
import zoodip.trainer.previews.Previews;
import zoodip.trainer.results.ResultWriter;
import zoodip.trainer.training.LossBatcher;
import zoodip.trainer.training.Losses;
import zoodip.trainer.training.Training;
import zoodip.trainer.training.TrainingPlan;
import zoodip.trainer.training.TrainingSession;
import zoodip.zeroth.journal.LossJournal;

/** Trains a job from where its journal ends until it is done, or until something else is wanted. */
final class TrainingHandler implements JobHandler {
  private final Storage storage;
  private final OpenModels models;
  private final TrainingPrecision precision;
  private final ResultWriter results;
  private final TrainingMetrics metrics;
  private final PhotoSource photos;
  private final JournalSource journals;
  private final Cadence cadence;

  TrainingHandler(
      Storage storage,
      OpenModels models,
      ResultWriter results,
      TrainingMetrics metrics,
      TrainerConfig config) {
    this.storage = storage;
    this.models = models;
    this.results = results;
    this.metrics = metrics;
    precision = new TrainingPrecision(config.device(), config.compute());
    cadence = new Cadence(config.flushInterval());
    CheckedObjects objects = new CheckedObjects(storage);
    photos = new PhotoSource(objects);
    journals = new JournalSource(objects);
  }

  @Override
  public Ending work(JobAttempt attempt) throws InterruptedException {
    try {
      return attempt(attempt);
    } catch (RuntimeException e) {
      throw TrainingFailures.named(e);
    }
  }

  private Ending attempt(JobAttempt attempt) throws InterruptedException {
    JobRecord record = attempt.record();
    TrainingSpec spec = record.getSpec().getTraining();
    int lossesPerStep = TrainingPlan.of(spec).optimizer().candidates();
    List<TrainingPhoto> shown = photos.of(spec.getPhotosList());
    LossJournal journal = journals.read(record.getSegmentsList(), lossesPerStep);
    try (OpenModels.Lease model =
        models.open(spec.getModel(), spec.getModelDigest(), precision.options(spec))) {
      Training training = Training.prepare(model.model(), spec, shown);
      TrainingSession session = training.resume(journal);
      Optional<Previews> previews =
          Previews.of(record, storage, model.model(), () -> attempt.demand() == Demand.CONTINUE);
      try (JournalWriter writer = journal(attempt, session);
          LossBatcher.Seat losses = model.batcher().join(training)) {
        TrainingFiles files = new TrainingFiles(spec, training, session, previews, writer::attach);
        files.begin(journal);
        return train(attempt, training, losses, session, writer, files);
      }
    }
  }

  private Ending train(
      JobAttempt attempt,
      Training training,
      Losses losses,
      TrainingSession session,
      JournalWriter journal,
      TrainingFiles files)
      throws InterruptedException {
    Demand demand = run(attempt, losses, session, journal, files);
    return switch (demand) {
      case CONTINUE -> {
        finish(journal, files);
        TrainingSpec spec = attempt.record().getSpec().getTraining();
        yield new Ending.Learned(
            results.write(attempt.job(), attempt.id(), spec, training, session));
      }
      case CANCEL -> {
        finish(journal, files);
        yield new Ending.Cancelled();
      }
      case ABANDON -> new Ending.Abandoned();
      case SUSPEND -> {
        journal.finish();
        yield new Ending.Suspended("its trainer shuts down");
      }
    };
  }

  /** Does step after step until all are done or something else is wanted. */
  private Demand run(
      JobAttempt attempt,
      Losses losses,
      TrainingSession session,
      JournalWriter journal,
      TrainingFiles files)
      throws InterruptedException {
    try {
      journal.keepUp();
      while (attempt.demand() == Demand.CONTINUE && !session.isDone()) {
        metrics.time(() -> session.step(losses));
        files.afterStep();
        journal.keepUp();
      }
      return attempt.demand();
    } catch (ServiceException e) {
      finish(journal, files);
      throw e;
    }
  }

  /** Losses of a job that ends, however it does, are worth a look. */
  private static void finish(JournalWriter journal, TrainingFiles files)
      throws InterruptedException {
    files.addLosses();
    journal.finish();
  }

  private JournalWriter journal(JobAttempt attempt, TrainingSession session) {
    return new JournalWriter(
        new SegmentStore(storage, attempt.job(), attempt.id()),
        new FileStore(storage, attempt.job(), attempt.id()),
        attempt::commit,
        cadence,
        Clock.systemUTC(),
        session,
        attempt.record().getSegmentsCount());
  }
}
