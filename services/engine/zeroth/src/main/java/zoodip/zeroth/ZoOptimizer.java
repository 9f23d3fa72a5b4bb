package zoodip.zeroth;

import java.util.Optional;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;
import zoodip.zeroth.subspace.PathSubspace;
import zoodip.zeroth.subspace.Subspace;

/**
 * ZOODiP's optimizer as published: standard normal directions, Adam, and the subspace gradient. Not
 * thread-safe.
 */
public final class ZoOptimizer extends Optimizer {
  private final ZoSettings settings;
  private final RandomStreams streams;
  private final ZoAdam adam;
  private final Optional<PathSubspace> path;
  private final float[][] directions;
  private long drawnFor;

  private ZoOptimizer(ZoSettings settings, long seed, float[] theta) {
    super(settings, theta);
    this.settings = settings;
    this.streams = new RandomStreams(seed);
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
    return new ZoOptimizer(settings, seed, theta.clone());
  }

  /** Their order is the estimator's, see {@link Estimator}. */
  @Override
  protected float[][] candidates(long step) {
    draw(step);
    float[][] candidates = new float[settings.candidates()][];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = candidate(i);
    }
    return candidates;
  }

  /** The directions that the next step's gradient loses. */
  public Subspace subspace() {
    return path.map(PathSubspace::current).orElse(Subspace.NONE);
  }

  @Override
  protected void update(float[] losses, long step) {
    draw(step);
    Subspace subspace = subspace();
    double[] gradient = GradientEstimate.of(settings, losses, directions, subspace.size());
    FiniteNumbers.requireGradient(gradient, step);
    subspace.removeFrom(gradient);
    adam.update(gradient, step);
    path.ifPresent(p -> p.append(step, theta));
  }

  private void draw(long step) {
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
