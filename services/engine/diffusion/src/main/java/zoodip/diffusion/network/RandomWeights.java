package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.BiConsumer;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.engine.TorchThread;

/**
 * Weights that are drawn at random: for measurements at the sizes of real models, whose checkpoints
 * need not be there. Norms scale by 1, biases are 0, and weights have the variance that keeps
 * activations at their size.
 */
final class RandomWeights extends WeightSource {
  private static final float EMBEDDING = 0.02f;

  private final Layout layout;
  private final long seed;

  RandomWeights(Layout layout, long seed) {
    this.layout = layout;
    this.seed = seed;
  }

  @Override
  long size() {
    return layout.size();
  }

  @Override
  WeightSource finite() {
    return this;
  }

  @Override
  void forEach(BiConsumer<WeightSpec, Loaded> put) {
    TorchThread.seed(seed);
    for (WeightSpec weightSpec : layout.specs()) {
      put.accept(weightSpec, scope -> draw(scope, weightSpec));
    }
  }

  private static NDArray draw(TensorScope scope, WeightSpec weightSpec) {
    long[] shape = weightSpec.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (weightSpec.kind()) {
      case WEIGHT ->
          scope.gaussian((float) Math.sqrt(shape[0] / (double) weightSpec.size()), shape);
      case EMBEDDING -> scope.gaussian(EMBEDDING, shape);
      case VECTOR ->
          scope.floats(
              constants(weightSpec.size(), weightSpec.name().endsWith(".bias") ? 0 : 1), shape);
    };
  }

  private static float[] constants(long size, float value) {
    float[] constants = new float[Math.toIntExact(size)];
    Arrays.fill(constants, value);
    return constants;
  }
}
