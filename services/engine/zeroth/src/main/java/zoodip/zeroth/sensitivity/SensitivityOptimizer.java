package zoodip.zeroth.sensitivity;

import java.util.ArrayList;
import java.util.List;
import zoodip.zeroth.BasisRequest;
import zoodip.zeroth.FiniteNumbers;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.ThetaLayout;
import zoodip.zeroth.ThetaLayout.Block;
import zoodip.zeroth.journal.SensitivityBasis;
import zoodip.zeroth.random.RandomStream;
import zoodip.zeroth.random.RandomStreams;

/**
 * Learns theta along the directions in which the text encoders are sensitive to it. Each learned
 * vector is a block with a basis of its own; a step's directions are drawn in all of them together.
 *
 * <p>With K directions in all bases together and blocks divided by the norm of their first vector:
 * n orthonormal directions u_i, uniform in the bases' span; slopes s_i = (L(theta + h u_i) -
 * L(theta)) / h; the gradient's estimate sqrt(K / n) sum s_i u_i; a first moment for each number
 * and one second moment for all, both bias-corrected; the move is their quotient, whitened in each
 * block. Not thread-safe.
 */
public final class SensitivityOptimizer extends Optimizer {
  private final SensitivitySettings settings;
  private final RandomStreams streams;
  private final List<Block> blocks;
  private final double[] norms;
  private final GradientMoments moments;
  private List<BlockBasis> bases = List.of();
  private long renewals;
  private long interval;
  private long nextRenewal = 1;
  private double[][] directions = new double[0][];
  private long drawnFor;

  private SensitivityOptimizer(
      SensitivitySettings settings, long seed, ThetaLayout layout, float[] theta) {
    super(settings, theta);
    this.settings = settings;
    streams = new RandomStreams(seed);
    blocks = layout.blocks();
    norms = blocks.stream().mapToDouble(block -> norm(block, theta)).toArray();
    moments = new GradientMoments(settings.beta1(), settings.beta2(), theta.length);
  }

  /**
   * A new run.
   *
   * @param theta [d] where to start, copied, finite, no vector of it zero
   * @throws IllegalArgumentException if the settings cannot train this theta
   */
  public static SensitivityOptimizer start(
      SensitivitySettings settings, long seed, ThetaLayout layout, float[] theta) {
    settings.requireTrainable(layout);
    if (theta.length != layout.dimension()) {
      throw new IllegalArgumentException(
          "theta has %d numbers, but its layout %d".formatted(theta.length, layout.dimension()));
    }
    return new SensitivityOptimizer(settings, seed, layout, theta.clone());
  }

  @Override
  public List<BasisRequest> neededBases() {
    if (!needsBases()) {
      return List.of();
    }
    List<BasisRequest> requests = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      requests.add(request(i));
    }
    return requests;
  }

  private BasisRequest request(int index) {
    double difference = settings.basis().difference() * norms[index];
    return new BlockRequest(
        settings.basis(), step() + 1, renewals, index, blocks.get(index), difference);
  }

  private boolean needsBases() {
    return nextRenewal == step() + 1;
  }

  @Override
  public void use(List<SensitivityBasis> given) {
    long step = step() + 1;
    if (!needsBases() || given.size() != blocks.size()) {
      throw new IllegalArgumentException(
          "%d bases at step %d, where %d are needed"
              .formatted(given.size(), step, needsBases() ? blocks.size() : 0));
    }
    List<BlockBasis> taken = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      requireFitting(given.get(i), i, step);
      taken.add(new BlockBasis(given.get(i), settings.damping()));
    }
    if (size(taken) < settings.directions()) {
      throw new IllegalArgumentException(
          "the bases of step %d have %d directions, fewer than the %d that a step draws: use fewer directions"
              .formatted(step, size(taken), settings.directions()));
    }
    interval = bases.isEmpty() ? settings.basis().interval() : intervalAfter(taken);
    nextRenewal = step + interval;
    renewals++;
    bases = taken;
    drawnFor = 0;
  }

  /** By the block whose directions turn most. */
  private long intervalAfter(List<BlockBasis> next) {
    double held = 1;
    for (int i = 0; i < next.size(); i++) {
      held = Math.min(held, bases.get(i).shareOf(next.get(i)));
    }
    return settings.basis().intervalAfter(interval, held);
  }

  @Override
  protected float[][] candidates(long step) {
    draw(step);
    float[][] candidates = new float[settings.candidates()][];
    candidates[0] = theta.clone();
    for (int i = 0; i < directions.length; i++) {
      candidates[i + 1] = moved(settings.smoothing(), directions[i]);
    }
    return candidates;
  }

  @Override
  protected void update(float[] losses, long step) {
    draw(step);
    double[] gradient = gradient(losses);
    FiniteNumbers.requireGradient(gradient, step);
    double[] move = whitened(moments.update(gradient, step));
    float[] next = moved(-settings.learningRate().at(step), move);
    System.arraycopy(next, 0, theta, 0, theta.length);
  }

  private double[] gradient(float[] losses) {
    int n = directions.length;
    double[] gradient = new double[theta.length];
    double scale = Math.sqrt(size(bases) / (double) n);
    for (int i = 0; i < n; i++) {
      double slope = ((double) losses[i + 1] - losses[0]) / settings.smoothing();
      for (int j = 0; j < gradient.length; j++) {
        gradient[j] += scale * slope * directions[i][j];
      }
    }
    return gradient;
  }

  private double[] whitened(double[] move) {
    double[] whitened = new double[move.length];
    for (int b = 0; b < bases.size(); b++) {
      Block block = blocks.get(b);
      double[] ofBlock = new double[block.width()];
      System.arraycopy(move, block.offset(), ofBlock, 0, ofBlock.length);
      double[] coefficients = bases.get(b).whitened(ofBlock);
      bases.get(b).combine(coefficients, 0, whitened, block.offset());
    }
    return whitened;
  }

  /** Theta moved along a direction in units of the blocks' norms. */
  private float[] moved(double distance, double[] direction) {
    float[] moved = theta.clone();
    for (int b = 0; b < norms.length; b++) {
      Block block = blocks.get(b);
      double length = distance * norms[b];
      for (int j = block.offset(); j < block.offset() + block.width(); j++) {
        moved[j] = (float) (theta[j] + length * direction[j]);
      }
    }
    return moved;
  }

  private void draw(long step) {
    if (needsBases()) {
      throw new IllegalStateException("step " + step + " needs bases first: call use()");
    }
    if (drawnFor == step) {
      return;
    }
    double[][] coefficients =
        streams.gaussians(RandomStream.DIRECTIONS, step, settings.directions(), size(bases));
    Orthonormal.rows(coefficients);
    directions = new double[coefficients.length][theta.length];
    for (int i = 0; i < coefficients.length; i++) {
      int from = 0;
      for (int b = 0; b < bases.size(); b++) {
        bases.get(b).combine(coefficients[i], from, directions[i], blocks.get(b).offset());
        from += bases.get(b).size();
      }
    }
    drawnFor = step;
  }

  private static int size(List<BlockBasis> bases) {
    return bases.stream().mapToInt(BlockBasis::size).sum();
  }

  private void requireFitting(SensitivityBasis basis, int block, long step) {
    if (basis.block() != block
        || basis.step() != step
        || basis.width() != blocks.get(block).width()) {
      throw new IllegalArgumentException(
          "%s where one of step %d, block %d with %d numbers is needed"
              .formatted(basis, step, block, blocks.get(block).width()));
    }
  }

  private static double norm(Block block, float[] theta) {
    double norm = block.norm(theta);
    if (!(norm > 0)) {
      throw new IllegalArgumentException(
          "vector %d of text encoder %d starts at zero, and lengths are relative to its norm: start from other words"
              .formatted(block.vector(), block.encoder()));
    }
    return norm;
  }
}
