package zoodip.zeroth.descent;

import zoodip.zeroth.FiniteNumbers;
import zoodip.zeroth.Optimizer;
import zoodip.zeroth.journal.StepGradient;

/**
 * Learns theta by AdamW on the gradients that it is given. Theta and both moments are kept in fp32;
 * each number is computed in fp64 from them and rounded once. Not thread-safe.
 *
 * <p>Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", algorithm 2, with the
 * decay in units of the learning rate as in PyTorch.
 */
final class DescentOptimizer extends Optimizer {
  private final DescentSettings settings;
  private final float[] firstMoment;
  private final float[] secondMoment;
  private float[] gradient = new float[0];
  private long gradientOf;

  DescentOptimizer(DescentSettings settings, float[] theta) {
    super(settings, theta);
    this.settings = settings;
    firstMoment = new float[theta.length];
    secondMoment = new float[theta.length];
  }

  @Override
  public boolean needsGradient() {
    return true;
  }

  @Override
  public void use(StepGradient given) {
    if (given.step() != step() + 1 || given.size() != theta.length) {
      throw new IllegalArgumentException(
          "%s where one of step %d with %d numbers is needed"
              .formatted(given, step() + 1, theta.length));
    }
    gradient = given.numbers();
    gradientOf = given.step();
  }

  @Override
  protected float[][] candidates(long step) {
    return new float[][] {theta.clone()};
  }

  @Override
  protected void update(float[] losses, long step) {
    if (gradientOf != step) {
      throw new IllegalStateException("step " + step + " needs its gradient first: call use()");
    }
    FiniteNumbers.requireGradient(gradient, step);
    double correction1 = 1 - StrictMath.pow(settings.beta1(), (double) step);
    double correction2 = 1 - StrictMath.pow(settings.beta2(), (double) step);
    double learningRate = settings.learningRate().at(step);
    for (int j = 0; j < theta.length; j++) {
      double g = gradient[j];
      float m = (float) (settings.beta1() * firstMoment[j] + (1 - settings.beta1()) * g);
      float v = (float) (settings.beta2() * secondMoment[j] + (1 - settings.beta2()) * (g * g));
      double root = Math.sqrt(v / correction2) + settings.epsilon();
      double decayed = theta[j] * (1 - learningRate * settings.weightDecay());
      firstMoment[j] = m;
      secondMoment[j] = v;
      theta[j] = (float) (decayed - learningRate * (m / correction1) / root);
    }
  }
}
