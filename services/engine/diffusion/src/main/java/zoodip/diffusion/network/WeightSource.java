package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.weights.Checkpoint;

/** Where a network's weights come from, one tensor at a time. */
public abstract sealed class WeightSource permits CheckpointWeights, RandomWeights {

  /** A tensor that is made in the scope given to it. */
  @FunctionalInterface
  interface Loaded {
    NDArray in(TensorScope scope);
  }

  /** How many numbers they are. */
  abstract long size();

  /** Hands out every weight of the network. */
  abstract void forEach(BiConsumer<WeightSpec, Loaded> put);

  /** The same, of which every number is looked at when it is read: NaN and infinity are refused. */
  abstract WeightSource finite();

  /**
   * The weights of a checkpoint, which must have every weight of {@code layout} in its shape and no
   * other.
   *
   * @param rename from the checkpoint's keys to the layout's, for checkpoints that use older names
   * @param ignored keys of the checkpoint that the network does not use
   * @throws WeightException if it has not
   */
  public static WeightSource of(
      Checkpoint checkpoint,
      Layout layout,
      UnaryOperator<String> rename,
      Predicate<String> ignored) {
    return CheckpointWeights.checked(checkpoint, layout, rename, ignored);
  }

  /** Weights that are drawn at random, of the size that keeps activations at theirs. */
  public static WeightSource random(Layout layout, long seed) {
    return new RandomWeights(layout, seed);
  }
}
