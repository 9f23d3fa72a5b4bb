package zoodip.zeroth.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.FiniteNumbers;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Learns theta by CMA-ES over the principal components of the vocabulary, which are measured once,
 * before the first generation. Theta is the mean of the members' distribution. Not thread-safe.
 */
public final class EvolutionOptimizer extends Optimizer {
  private final EvolutionSettings settings;
  private final RandomStreams streams;
  private final List<Block> layout;
  private final float[] firstTheta;
  private List<VocabularyBlock> blocks = List.of();
  private SearchDistribution distribution;

  private EvolutionOptimizer(
      EvolutionSettings settings, long seed, ThetaLayout layout, float[] theta) {
    super(settings, theta);
    this.settings = settings;
    this.layout = layout.blocks();
    streams = new RandomStreams(seed);
    firstTheta = theta.clone();
  }

  /**
   * A new run.
   *
   * @param theta [d] where to start, copied, finite
   */
  public static EvolutionOptimizer start(
      EvolutionSettings settings, long seed, ThetaLayout layout, float[] theta) {
    if (theta.length != layout.dimension()) {
      throw new IllegalArgumentException(
          "theta has %d numbers, but its layout %d".formatted(theta.length, layout.dimension()));
    }
    return new EvolutionOptimizer(settings, seed, layout, theta.clone());
  }

  @Override
  public List<BasisRequest> neededBases() {
    if (!blocks.isEmpty()) {
      return List.of();
    }
    return IntStream.range(0, layout.size())
        .<BasisRequest>mapToObj(
            i -> new VocabularyRequest(i, layout.get(i), settings.intrinsicDimension()))
        .toList();
  }

  @Override
  public void use(List<SensitivityBasis> bases) {
    int needed = neededBases().size();
    if (bases.size() != needed || needed == 0) {
      throw new IllegalArgumentException(
          "%d bases at step %d, where %d are needed".formatted(bases.size(), step() + 1, needed));
    }
    List<VocabularyBlock> taken = new ArrayList<>();
    for (int i = 0; i < needed; i++) {
      requireFitting(bases.get(i), i);
      taken.add(VocabularyBlock.of(layout.get(i), bases.get(i), settings));
    }
    blocks = taken;
    int dimension = blocks.stream().mapToInt(VocabularyBlock::size).sum();
    distribution = new SearchDistribution(dimension, settings.population(), settings.sigma());
  }

  private void requireFitting(SensitivityBasis basis, int index) {
    Block block = layout.get(index);
    if (basis.step() != 1
        || basis.block() != index
        || basis.width() != block.width()
        || basis.size() > settings.intrinsicDimension()) {
      throw new IllegalArgumentException(
          "%s where one of step 1, block %d with at most %d directions of %d numbers is needed"
              .formatted(basis, index, settings.intrinsicDimension(), block.width()));
    }
  }

  @Override
  protected float[][] candidates(long step) {
    double[][] normals = normals(step);
    float[][] candidates = new float[normals.length][];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = placed(distribution.member(normals[i]));
    }
    return candidates;
  }

  @Override
  protected void update(float[] losses, long step) {
    double[][] ranked = ranked(normals(step), losses);
    float[] next = placed(distribution.meanAfter(ranked));
    FiniteNumbers.requireNext(next, step);
    distribution.update(ranked);
    System.arraycopy(next, 0, theta, 0, theta.length);
  }

  /** The members' vectors in the order of their losses, equal ones in that of the members. */
  private static double[][] ranked(double[][] normals, float[] losses) {
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .map(i -> normals[i])
        .toArray(double[][]::new);
  }

  private double[][] normals(long step) {
    if (blocks.isEmpty()) {
      throw new IllegalStateException("step " + step + " needs bases first: call use()");
    }
    return streams.gaussians(
        RandomStream.DIRECTIONS, step, settings.population(), distribution.dimension());
  }

  private float[] placed(double[] point) {
    float[] placed = new float[firstTheta.length];
    int from = 0;
    for (VocabularyBlock block : blocks) {
      block.place(firstTheta, point, from, placed);
      from += block.size();
    }
    return placed;
  }
}
