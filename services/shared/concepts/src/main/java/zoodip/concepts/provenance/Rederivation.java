package zoodip.concepts.provenance;

import java.util.List;
import java.util.function.LongConsumer;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.concepts.settings.ProbeSettings;
import zoodip.events.v1.JobRecord;
import zoodip.events.v1.TrainingSpec;
import zoodip.platform.artifacts.CheckedObjects;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.platform.storage.ObjectMissingException;
import zoodip.platform.storage.ObjectTooLargeException;
import zoodip.platform.storage.Storage;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.Replay;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.ProbeLoss;

/** Derives a learned embedding again from what its training left, without the model. */
public final class Rederivation {
  private final Storage storage;
  private final JournalSource journals;

  public Rederivation(Storage storage) {
    this.storage = storage;
    journals = new JournalSource(new CheckedObjects(storage));
  }

  /**
   * What the journal makes of the first theta.
   *
   * @param theta [d] after the last step
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Rederived(float[] theta, long steps) {
    /** SHA-256 of theta's fp32 little-endian bytes. */
    public String sha256() {
      return Sha256.of(theta);
    }
  }

  /**
   * Replays the journal of a training that succeeded.
   *
   * @param afterStep is told each step; what it throws ends the replay
   * @throws ServiceException DATA_LOSS if journal or provenance are gone, damaged or do not fit
   */
  public Rederived derive(JobRecord training, LongConsumer afterStep) {
    try {
      TrainingSpec spec = training.getSpec().getTraining();
      Hyperparameters hyperparameters = Hyperparameters.of(spec);
      OptimizerSettings settings = hyperparameters.optimizer();
      LossJournal journal = journals.read(training.getSegmentsList(), settings.candidates());
      requireWhole(journal, hyperparameters);
      Provenance provenance = provenance(training);
      float[] first = provenance.firstTheta();
      Optimizer end =
          Replay.of(
              settings, hyperparameters.seed(), provenance.layout(), first, journal, afterStep);
      return new Rederived(end.theta(), end.step());
    } catch (IllegalArgumentException | JournalException | UnusableLossException e) {
      throw CheckedObjects.loss(
          "The embedding of %s cannot be derived again: %s"
              .formatted(training.getName(), e.getMessage()),
          e);
    }
  }

  private Provenance provenance(JobRecord training) {
    String key = training.getTrainingResult().getProvenanceKey();
    try {
      return Provenance.parse(storage.get(key, Provenance.MOST_BYTES));
    } catch (ObjectMissingException e) {
      throw CheckedObjects.loss("The provenance %s is gone".formatted(key), e);
    } catch (ObjectTooLargeException e) {
      throw CheckedObjects.loss("It is no provenance: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  /** All steps that were asked for, or those up to the probe that ended the training. */
  private static void requireWhole(LossJournal journal, Hyperparameters hyperparameters) {
    if (journal.steps() != hyperparameters.steps() && !hasEnded(journal, hyperparameters.probe())) {
      throw new IllegalArgumentException(
          "its journal has %d of %d steps".formatted(journal.steps(), hyperparameters.steps()));
    }
  }

  private static boolean hasEnded(LossJournal journal, ProbeSettings settings) {
    List<ProbeLoss> probes = journal.probes();
    return settings.end(probes) && probes.get(probes.size() - 1).step() == journal.steps();
  }
}
