package zoodip.zeroth;

import java.util.Optional;
import java.util.function.LongConsumer;
import zoodip.zeroth.journal.JournalException;
import zoodip.zeroth.journal.LossJournal;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;
import zoodip.zeroth.subspace.PathSubspace;
import zoodip.zeroth.subspace.Subspace;

/**
 * ZOODiP's optimizer: learns theta from losses alone, one step for each {@link #ask} and {@link
 * #tell}.
 *
 * <p>Theta after step s is a function of (settings, seed, first theta, losses of steps 1 to s), the
 * same bits on every JVM: all arithmetic is strict IEEE 754 in one fixed order. Not thread-safe.
 */
public final class ZoOptimizer {
  private final ZoSettings settings;
  private final RandomStreams streams;
  private final ZoAdam adam;
  private final Optional<PathSubspace> path;
  private final float[] theta;
  private final float[][] directions;
  private long finishedSteps;
  private long drawnFor;
  private boolean asked;

  private ZoOptimizer(ZoSettings settings, long seed, float[] theta) {
    this.settings = settings;
    this.streams = new RandomStreams(seed);
    this.theta = theta;
    this.adam = new ZoAdam(settings, theta);
    this.path = settings.subspace().map(s -> new PathSubspace(s.tau(), s.nu()));
    int drawn = settings.estimator().drawnDirections(settings.directions());
    this.directions = new float[drawn][theta.length];
  }

  /**
   * A new run.
   *
   * @param theta [d] where to start, copied, finite
   * @throws IllegalArgumentException if the settings cannot train this theta
   */
  public static ZoOptimizer start(ZoSettings settings, long seed, float[] theta) {
    settings.requireTrainable(theta.length);
    for (int j = 0; j < theta.length; j++) {
      if (!Float.isFinite(theta[j])) {
        throw new IllegalArgumentException(
            "number %d of the first theta is %s: only a finite theta can be trained"
                .formatted(j, theta[j]));
      }
    }
    return new ZoOptimizer(settings, seed, theta.clone());
  }

  /**
   * The run at the end of its journal, without asking for any loss again.
   *
   * @param theta [d] where the run started
   * @throws JournalException if the journal's losses cannot be those of these settings
   */
  public static ZoOptimizer replay(
      ZoSettings settings, long seed, float[] theta, LossJournal journal) {
    return replay(settings, seed, theta, journal, step -> {});
  }

  /**
   * As before, and tells each step that is finished.
   *
   * @param afterStep what it throws ends the replay
   * @throws JournalException if the journal's losses cannot be those of these settings
   */
  public static ZoOptimizer replay(
      ZoSettings settings, long seed, float[] theta, LossJournal journal, LongConsumer afterStep) {
    if (journal.lossesPerStep() != settings.candidates()) {
      throw new JournalException(
          JournalException.Reason.OTHER_SETTINGS,
          "the journal has %d losses a step, but %s with %d directions has %d: it is of another run"
              .formatted(
                  journal.lossesPerStep(),
                  settings.estimator(),
                  settings.directions(),
                  settings.candidates()));
    }
    ZoOptimizer optimizer = start(settings, seed, theta);
    for (long step = 1; step <= journal.steps(); step++) {
      optimizer.finish(journal.losses(step));
      afterStep.accept(step);
    }
    return optimizer;
  }

  /**
   * The candidates of the next step: the thetas whose losses it takes, all with the same photo,
   * noise and timestep. Asking again before {@link #tell} gives the same.
   *
   * @return [candidates, d]; their order is the estimator's, see {@link Estimator}
   */
  public float[][] ask() {
    draw();
    asked = true;
    float[][] candidates = new float[settings.candidates()][];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = candidate(i);
    }
    return candidates;
  }

  /**
   * Finishes the step that was asked for.
   *
   * @param losses one for each candidate, in their order
   * @throws UnusableLossException if a loss is not finite, or the losses differ beyond fp32's range
   */
  public void tell(float[] losses) {
    if (!asked) {
      throw new IllegalStateException(
          "losses before step " + (finishedSteps + 1) + " was asked for: call ask() first");
    }
    finish(losses);
    asked = false;
  }

  /** A copy of theta [d] after the finished steps. */
  public float[] theta() {
    return theta.clone();
  }

  /** Finished steps. */
  public long step() {
    return finishedSteps;
  }

  /** The directions that the next step's gradient loses. */
  public Subspace subspace() {
    return path.map(PathSubspace::current).orElse(Subspace.NONE);
  }

  private void finish(float[] losses) {
    requireUsable(losses);
    draw();
    Subspace subspace = subspace();
    double[] gradient = GradientEstimate.of(settings, losses, directions, subspace.size());
    if (!GradientEstimate.isUsable(gradient)) {
      throw new UnusableLossException(
          "the losses of step %d differ beyond fp32's range: lower the learning rate or raise mu"
              .formatted(finishedSteps + 1));
    }
    subspace.removeFrom(gradient);
    adam.update(gradient, finishedSteps + 1);
    finishedSteps++;
    path.ifPresent(p -> p.append(finishedSteps, theta));
  }

  private void requireUsable(float[] losses) {
    if (losses.length != settings.candidates()) {
      throw new IllegalArgumentException(
          "%d losses for %d candidates: give one for each, in their order"
              .formatted(losses.length, settings.candidates()));
    }
    for (int i = 0; i < losses.length; i++) {
      if (!Float.isFinite(losses[i])) {
        throw new UnusableLossException(
            "loss of candidate %d in step %d is %s: the model overflows; lower the learning rate or use a wider precision"
                .formatted(i, finishedSteps + 1, losses[i]));
      }
    }
  }

  private void draw() {
    long step = finishedSteps + 1;
    if (drawnFor == step) {
      return;
    }
    for (int i = 0; i < directions.length; i++) {
      long firstIndex = (long) i * theta.length;
      streams.fillGaussians(RandomStream.DIRECTIONS, step, firstIndex, directions[i]);
    }
    drawnFor = step;
  }

  private float[] candidate(int index) {
    double distance = settings.mu() * settings.estimator().signOf(index);
    float[] candidate = theta.clone();
    if (distance == 0) {
      return candidate;
    }
    float[] direction = directions[settings.estimator().directionOf(index)];
    for (int j = 0; j < candidate.length; j++) {
      candidate[j] = (float) (theta[j] + distance * direction[j]);
    }
    return candidate;
  }
}
