package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import java.util.function.BiConsumer;
import zoodip.diffusion.engine.TensorScope;

/**
 * Weights that are drawn at random: for measurements at the sizes of real models, whose checkpoints
 * need not be there. Norms scale by 1, biases are 0, and weights have the variance that keeps
 * activations at their size.
 */
final class RandomWeights extends WeightSource {
  private static final float EMBEDDING = 0.02f;

  /** Numbers are drawn once and used again from another place: drawing billions takes minutes. */
  private static final int DRAWN = 1 << 20;

  private final Layout layout;
  private final float[] drawn = new float[DRAWN];
  private final Random random;

  RandomWeights(Layout layout, long seed) {
    this.layout = layout;
    random = new Random(seed);
    for (int i = 0; i < DRAWN; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
  }

  @Override
  void forEach(BiConsumer<Slot, Loaded> put) {
    for (Slot slot : layout.slots()) {
      put.accept(slot, scope -> draw(scope, slot));
    }
  }

  private NDArray draw(TensorScope scope, Slot slot) {
    long[] shape = slot.shape().stream().mapToLong(Long::longValue).toArray();
    int size = Math.toIntExact(slot.size());
    return switch (slot.kind()) {
      case WEIGHT ->
          scope.floats(numbers(size, (float) Math.sqrt(shape[0] / (double) size)), shape);
      case EMBEDDING -> scope.floats(numbers(size, EMBEDDING), shape);
      case VECTOR -> scope.floats(constants(size, slot.name().endsWith(".bias") ? 0 : 1), shape);
    };
  }

  private float[] numbers(int size, float deviation) {
    float[] numbers = new float[size];
    int from = random.nextInt(DRAWN);
    for (int i = 0; i < size; i++) {
      numbers[i] = deviation * drawn[(from + i) & (DRAWN - 1)];
    }
    return numbers;
  }

  private static float[] constants(int size, float value) {
    float[] constants = new float[size];
    java.util.Arrays.fill(constants, value);
    return constants;
  }
}
