package zoodip.diffusion.network;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import zoodip.diffusion.engine.TensorScope;
import zoodip.diffusion.weights.Checkpoint;
import zoodip.diffusion.weights.FiniteWeights;
import zoodip.diffusion.weights.UnusedTensors;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorEntry;

/**
 * Weights of a checkpoint, checked against the network's layout before the first tensor is read,
 * and read one tensor at a time.
 */
final class CheckpointWeights extends WeightSource {
  private final Checkpoint checkpoint;
  private final Layout layout;
  private final Map<String, String> keys;
  private final boolean finite;

  private CheckpointWeights(
      Checkpoint checkpoint, Layout layout, Map<String, String> keys, boolean finite) {
    this.checkpoint = checkpoint;
    this.layout = layout;
    this.keys = keys;
    this.finite = finite;
  }

  static CheckpointWeights checked(
      Checkpoint checkpoint,
      Layout layout,
      UnaryOperator<String> rename,
      Predicate<String> ignored) {
    Map<String, String> keys = new LinkedHashMap<>();
    Set<String> extra = new TreeSet<>();
    for (String key : checkpoint.names()) {
      String name = rename.apply(key);
      if (layout.spec(name).isPresent()) {
        put(checkpoint, keys, name, key);
      } else if (!ignored.test(name) && !UnusedTensors.include(key)) {
        extra.add(key);
      }
    }
    if (!extra.isEmpty()) {
      throw new ExtraTensorsException(checkpoint.home(extra.iterator().next()).path(), extra);
    }
    CheckpointWeights source = new CheckpointWeights(checkpoint, layout, keys, false);
    layout.specs().forEach(source::check);
    return source;
  }

  private static void put(
      Checkpoint checkpoint, Map<String, String> keys, String name, String key) {
    String other = keys.put(name, key);
    if (other != null) {
      throw new WeightException(
          checkpoint.home(key).path(), "tensors " + other + " and " + key + " are the same weight");
    }
  }

  private void check(WeightSpec weightSpec) {
    String key = keys.get(weightSpec.name());
    if (key == null) {
      throw new WeightException(
          checkpoint.paths().get(0),
          "tensor " + weightSpec.name() + " " + weightSpec.shapeText() + " is missing");
    }
    TensorEntry entry = checkpoint.home(key).entry(key);
    if (!matches(weightSpec, entry)) {
      throw new WeightException(
          checkpoint.home(key).path(),
          "tensor "
              + key
              + " has shape "
              + entry.shape()
              + ", but config.json asks for "
              + weightSpec.shapeText());
    }
    if (!entry.type().floating()) {
      throw new WeightException(
          checkpoint.home(key).path(),
          "tensor " + key + " holds " + entry.type() + "; weights are floating-point");
    }
  }

  /** Old attention layers are stored as 1 x 1 convolutions. */
  private static boolean matches(WeightSpec weightSpec, TensorEntry entry) {
    List<Long> shape = entry.shape();
    return weightSpec.shape().equals(shape)
        || (weightSpec.shape().size() == 2
            && shape.size() == 4
            && shape.subList(0, 2).equals(weightSpec.shape())
            && shape.subList(2, 4).equals(List.of(1L, 1L)));
  }

  @Override
  long size() {
    return layout.size();
  }

  @Override
  WeightSource finite() {
    return new CheckpointWeights(checkpoint, layout, keys, true);
  }

  @Override
  void forEach(BiConsumer<WeightSpec, Loaded> put) {
    for (WeightSpec weightSpec : layout.specs()) {
      put.accept(weightSpec, scope -> load(scope, weightSpec));
    }
  }

  private NDArray load(TensorScope scope, WeightSpec weightSpec) {
    SafetensorsFile file = checkpoint.home(keys.get(weightSpec.name()));
    TensorEntry entry = file.entry(keys.get(weightSpec.name()));
    if (finite) {
      FiniteWeights.require(file, entry.name());
    }
    long[] shape = weightSpec.shape().stream().mapToLong(Long::longValue).toArray();
    return switch (entry.type()) {
      case F8_E4M3, F8_E5M2 -> scope.bytes(halves(file, entry.name()), ElementType.F16, shape);
      // DJL ends the whole process when it is given a BF16 of Java's
      case BF16 ->
          file.read(entry.name(), bytes -> scope.bytes(singles(bytes), ElementType.F32, shape));
      default -> file.read(entry.name(), bytes -> scope.bytes(bytes, entry.type(), shape));
    };
  }

  private static ByteBuffer halves(SafetensorsFile file, String name) {
    byte[] halves = file.halves(name);
    return direct(halves.length).put(halves).flip();
  }

  /** A BF16 is the upper half of an F32. */
  private static ByteBuffer singles(ByteBuffer upper) {
    ByteBuffer singles = direct(Math.multiplyExact(upper.remaining(), 2));
    while (upper.hasRemaining()) {
      singles.putShort((short) 0).putShort(upper.getShort());
    }
    return singles.flip();
  }

  private static ByteBuffer direct(int length) {
    return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
