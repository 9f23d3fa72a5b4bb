package zoodip.diffusion.network;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.network.WeightSpec.Kind;
import zoodip.diffusion.options.Precision;

/** The weights that a network has, by the names of its checkpoint. */
public final class Layout {
  private final Map<String, WeightSpec> specs = new LinkedHashMap<>();

  /** A linear layer, {@code in} features to {@code out}. */
  public Layout linear(String name, int in, int out, boolean bias) {
    add(name + ".weight", Kind.WEIGHT, out, in);
    return bias ? add(name + ".bias", Kind.VECTOR, out) : this;
  }

  /** A convolution with a square kernel and a bias. */
  public Layout conv(String name, int in, int out, int kernel) {
    return conv(name, in, out, kernel, true);
  }

  /** A convolution with a square kernel. */
  public Layout conv(String name, int in, int out, int kernel, boolean bias) {
    add(name + ".weight", Kind.WEIGHT, out, in, kernel, kernel);
    return bias ? add(name + ".bias", Kind.VECTOR, out) : this;
  }

  /** A layer norm or a group norm. */
  public Layout norm(String name, int channels) {
    add(name + ".weight", Kind.VECTOR, channels);
    return add(name + ".bias", Kind.VECTOR, channels);
  }

  /** Rows that are looked up or added. */
  public Layout embedding(String name, long... shape) {
    return add(name, Kind.EMBEDDING, shape);
  }

  /** A vector that scales or shifts. */
  public Layout vector(String name, int size) {
    return add(name, Kind.VECTOR, size);
  }

  /** Adds all of another layout. */
  public Layout plus(Layout other) {
    specs.putAll(other.specs);
    return this;
  }

  /** All parameters, and those that {@code precision} quantizes. */
  public ParameterCount count(Precision precision) {
    long weights =
        specs.values().stream()
            .filter(spec -> spec.kind() == Kind.WEIGHT)
            .mapToLong(WeightSpec::size)
            .sum();
    return new ParameterCount(size(), isQuantized(precision) ? weights : 0);
  }

  /** How many numbers all weights are. */
  long size() {
    return specs.values().stream().mapToLong(WeightSpec::size).sum();
  }

  private static boolean isQuantized(Precision precision) {
    return precision == Precision.INT8 || precision == Precision.INT4;
  }

  /** Whether the network has a weight of that name. */
  public boolean has(String name) {
    return specs.containsKey(name);
  }

  Collection<WeightSpec> specs() {
    return specs.values();
  }

  Optional<WeightSpec> spec(String name) {
    return Optional.ofNullable(specs.get(name));
  }

  private Layout add(String name, Kind kind, long... shape) {
    specs.put(name, new WeightSpec(name, Arrays.stream(shape).boxed().toList(), kind));
    return this;
  }
}
