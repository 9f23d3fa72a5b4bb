package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.function.BiConsumer;
import zoodip.diffusion.engine.Engine;
import zoodip.diffusion.engine.TensorScope;

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
  void forEach(BiConsumer<Slot, Loaded> put) {
    Engine.seed(seed);
    for (Slot slot : layout.slots()) {
      put.accept(slot, scope -> draw(scope, slot));
    }
  }

  private static NDArray draw(TensorScope scope, Slot slot) {
    long[] shape = slot.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (slot.kind()) {
      case WEIGHT -> scope.gaussian((float) Math.sqrt(shape[0] / (double) slot.size()), shape);
      case EMBEDDING -> scope.gaussian(EMBEDDING, shape);
      case VECTOR ->
          scope.floats(constants(slot.size(), slot.name().endsWith(".bias") ? 0 : 1), shape);
    };
  }

  private static float[] constants(long size, float value) {
    float[] constants = new float[Math.toIntExact(size)];
    Arrays.fill(constants, value);
    return constants;
  }
}
