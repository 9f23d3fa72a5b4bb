package zoodip.trainer.training;

import java.util.List;
import java.util.Optional;
import zoodip.concepts.settings.Hyperparameters;
import zoodip.diffusion.LossQuery;
import zoodip.diffusion.SensitivityQuery;
import zoodip.diffusion.latent.LossGradient;
import zoodip.platform.digest.Sha256;
import zoodip.platform.errors.ServiceException;
import zoodip.trainer.sampling.PhotoCaptions;
import zoodip.trainer.sampling.ProbeSet;
import zoodip.trainer.sampling.StepSampler;
import zoodip.v1.ErrorReason;
import zoodip.zeroth.BasisMeasurement;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.OptimizerSettings;
import zoodip.zeroth.Replay;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.UnusableLossException;
import zoodip.zeroth.journal.JournalRecorder;
import zoodip.zeroth.journal.JournalSegment;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.journal.ProbeLoss;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.journal.StepGradient;

/**
 * A training between its steps: asks for losses, is told them, and keeps those that are not in the
 * journal yet, and the probes that follow some of its steps. A session that was resumed from any
 * prefix of its journal goes on to the same bits. Not thread-safe; who computes the losses, and
 * with which other sessions in one batch, is not its concern.
 */
public final class TrainingSession {
  private final Hyperparameters hyperparameters;
  private final Optimizer optimizer;
  private final StepSampler sampler;
  private final ProbeSet probeSet;
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
      Hyperparameters hyperparameters,
      StepSampler sampler,
      ProbeSet probeSet,
      ThetaLayout layout,
      float[] theta,
      LossJournal journal) {
    this.hyperparameters = hyperparameters;
    this.sampler = sampler;
    this.probeSet = probeSet;
    OptimizerSettings settings = hyperparameters.optimizer();
    optimizer = Replay.of(settings, hyperparameters.seed(), layout, theta, journal, step -> {});
    recorder = new JournalRecorder(journal.steps(), settings.candidates());
    curve = new LossCurve(settings);
    digest = new Sha256();
    for (long step = 1; step <= journal.steps(); step++) {
      observe(journal.losses(step));
    }
    journal.probes().forEach(curve::add);
  }

  /** Whether the next step has to know how sensitive the text encoders are. */
  public boolean needsBases() {
    return !optimizer.neededBases().isEmpty();
  }

  /**
   * Measures the bases of directions that the next step is the first to use, if there are any.
   *
   * @throws ServiceException BAD_SETTINGS if a text encoder has no direction to learn along
   */
  public void renewBases(ModelMeasurements measurements) {
    List<BasisRequest> requests = optimizer.neededBases();
    if (requests.isEmpty()) {
      return;
    }
    try {
      List<SensitivityBasis> bases =
          requests.stream()
              .map(request -> request.choose(measured(request, measurements)))
              .toList();
      optimizer.use(bases);
      bases.forEach(recorder::add);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_BAD_SETTINGS, "The training cannot go on: " + e.getMessage(), e);
    }
  }

  private double[][] measured(BasisRequest request, ModelMeasurements measurements) {
    if (request.measurement() instanceof BasisMeasurement.SquaredJacobian jacobian) {
      return measurements.squaredJacobian(query(request, jacobian));
    }
    return measurements.vocabularyCovariance(request.block().encoder());
  }

  private SensitivityQuery query(
      BasisRequest request, BasisMeasurement.SquaredJacobian measurement) {
    PhotoCaptions.CaptionChoice caption = sampler.captions().inRotation(measurement.turn());
    return new SensitivityQuery(
        caption.photo(),
        caption.caption(),
        request.block().encoder(),
        request.block().vector(),
        optimizer.theta(),
        measurement.difference());
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
    tell(losses, List.of());
  }

  private void tell(float[] losses, List<StepGradient> gradients) {
    try {
      optimizer.tell(losses);
    } catch (UnusableLossException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_LOSS_NOT_FINITE,
          "The training cannot go on: " + e.getMessage(),
          e);
    }
    gradients.forEach(recorder::add);
    recorder.add(optimizer.step(), losses);
    observe(losses);
  }

  /** Finishes the next step as it was finished before. */
  void redo(LossJournal journal) {
    Replay.redo(optimizer, journal, optimizer.step() + 1);
  }

  private void tell(LossGradient answer) {
    StepGradient gradient = used(answer);
    tell(new float[] {answer.loss()}, List.of(gradient));
  }

  private StepGradient used(LossGradient answer) {
    try {
      StepGradient gradient = new StepGradient(optimizer.step() + 1, answer.gradient());
      optimizer.use(gradient);
      return gradient;
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          ErrorReason.ERROR_REASON_LOSS_NOT_FINITE,
          "The training cannot go on: " + e.getMessage(),
          e);
    }
  }

  /** Does one step with what it asks from there: losses, or a loss and its gradient. */
  public void step(LossFunction lossFunction, ModelMeasurements measurements) {
    if (optimizer.needsGradient()) {
      tell(measurements.gradient(ask()));
    } else {
      step(lossFunction);
    }
  }

  /** Does one step with losses from there. */
  public void step(LossFunction lossFunction) {
    tell(lossFunction.of(ask()));
  }

  /**
   * Looks at the probe set where theta is now, if that is due and has not been done. What comes out
   * as no number is left out: whether the training can go on is for the losses of its steps to
   * tell.
   */
  public void probe(ProbeFunction probeFunction) {
    if (!probeSet.isDue(steps()) || !recorder.takesProbe()) {
      return;
    }
    float[] losses = probeFunction.of(probeSet.queries(theta()));
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    if (Double.isFinite(sum)) {
      ProbeLoss probe = new ProbeLoss(steps(), losses.length, sum / losses.length);
      recorder.add(probe);
      curve.add(probe);
    }
  }

  public Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** Finished steps. */
  public long steps() {
    return optimizer.step();
  }

  /** Whether all steps are finished, or its probes have ended the training. */
  public boolean isDone() {
    return steps() >= hyperparameters.steps() || hyperparameters.probe().end(curve.probes());
  }

  /** A copy of theta [d] after the finished steps. */
  public float[] theta() {
    return optimizer.theta();
  }

  /** The smoothed loss of theta. */
  public double smoothedLoss() {
    return curve.smoothed();
  }

  /** The losses of theta in all finished steps, and on the probe set. */
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
