package zoodip.trainer.training;

import java.util.Optional;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.LossQuery;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.trainer.sampling.StepSampler;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.ZoOptimizer;
import zoodip.zeroth.ZoSettings;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;

/**
 * A training between its steps: asks for losses, is told them, and keeps those that are not in the
 * journal yet. A session that was resumed from any prefix of its journal goes on to the same bits.
 * Not thread-safe; who computes the losses, and with which other sessions in one batch, is not its
 * concern.
 */
public final class TrainingSession {
  private final Hyperparameters hyperparameters;
  private final ZoOptimizer optimizer;
  private final StepSampler sampler;
  private final JournalRecorder recorder;
  private final LossCurve curve;
  private final Sha256 digest;

  /**
   * The session after the steps of its journal, which is empty for a new one.
   *
   * @param theta [d] where the training started
   * @throws IllegalArgumentException if the hyperparameters cannot train this theta
   * @throws zoodip.zeroth.journal.JournalException if the journal is of another training
   */
  public TrainingSession(
      Hyperparameters hyperparameters, StepSampler sampler, float[] theta, LossJournal journal) {
    this.hyperparameters = hyperparameters;
    this.sampler = sampler;
    ZoSettings settings = hyperparameters.optimizer();
    optimizer = ZoOptimizer.replay(settings, hyperparameters.seed(), theta, journal);
    recorder = new JournalRecorder(journal.steps(), settings.candidates());
    curve = new LossCurve(settings.estimator());
    digest = new Sha256();
    for (long step = 1; step <= journal.steps(); step++) {
      observe(journal.losses(step));
    }
  }

  /** What the next step asks; asking again before {@link #tell} gives the same. */
  public LossQuery ask() {
    return sampler.query(optimizer.step() + 1, optimizer.ask());
  }

  /**
   * Finishes the step that was asked for.
   *
   * @param losses one for each candidate
   * @throws ServiceException LOSS_NOT_FINITE if nothing can be learned from them
   */
  public void tell(float[] losses) {
    try {
      optimizer.tell(losses);
    } catch (UnusableLossException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_LOSS_NOT_FINITE,
          "The training cannot go on: " + e.getMessage(),
          e);
    }
    recorder.add(optimizer.step(), losses);
    observe(losses);
  }

  /** Finishes the next step with the losses that it had before. */
  void replay(float[] losses) {
    float[][] unused = optimizer.ask();
    tell(losses);
  }

  /** Does one step with losses from there. */
  public void step(LossFunction lossFunction) {
    tell(lossFunction.of(ask()));
  }

  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** Finished steps. */
  public long steps() {
    return optimizer.step();
  }

  /** Whether all steps are finished. */
  public boolean isDone() {
    return steps() >= hyperparameters.steps();
  }

  /** A copy of theta [d] after the finished steps. */
  public float[] theta() {
    return optimizer.theta();
  }

  /** The smoothed loss of theta. */
  public double smoothedLoss() {
    return curve.smoothed();
  }

  /** The losses of theta in all finished steps. */
  public LossCurve losses() {
    return curve;
  }

  /** SHA-256 of the losses of all finished steps as fp32 little-endian bytes, in lower-case hex. */
  public String lossesSha256() {
    return digest.hex();
  }

  /** The losses since the last drain, if there are any; they are not given out again. */
  public Optional<JournalSegment> drain() {
    return recorder.drain();
  }

  private void observe(float[] losses) {
    curve.add(losses);
    digest.add(losses);
  }
}
