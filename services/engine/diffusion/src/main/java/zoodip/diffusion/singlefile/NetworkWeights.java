package zoodip.diffusion.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsWriter;

/** The tensors of one network by the names of diffusers. */
final class NetworkWeights {
  private final Path file;
  private final Map<String, Weight> weights = new TreeMap<>();

  /**
   * @param file where they come from, as errors name it
   */
  NetworkWeights(Path file) {
    this.file = file;
  }

  /** Adds a tensor, whose key in the file errors name. */
  void add(String key, Weight weight) {
    if (weights.putIfAbsent(weight.name(), weight) != null) {
      throw new ConfigException(
          file, "tensor " + key + " is there twice: both are " + weight.name() + " in diffusers");
    }
  }

  boolean isEmpty() {
    return weights.isEmpty();
  }

  boolean has(String name) {
    return weights.containsKey(name);
  }

  /** The number of dimensions of a tensor. */
  int rank(String name) {
    return weight(name).shape().size();
  }

  /** One dimension of a tensor. */
  int dimension(String name, int axis) {
    Weight weight = weight(name);
    if (weight.shape().size() <= axis) {
      throw new ConfigException(
          file, "tensor " + name + " has shape " + weight.shape() + "; it needs more dimensions");
    }
    return Math.toIntExact(weight.shape().get(axis));
  }

  /** How many of the names made from 0, 1, 2, ... are there before the first that is not. */
  int count(String form) {
    return (int) IntStream.iterate(0, i -> has(form.formatted(i)), i -> i + 1).count();
  }

  void write(Path target) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    weights.forEach(
        (name, weight) ->
            writer.add(
                name,
                weight.type(),
                weight.bytes(),
                weight.shape().stream().mapToLong(Long::longValue).toArray()));
    try {
      writer.write(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  private Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new ConfigException(
          file, "has no tensor that is " + name + " in diffusers: the checkpoint is not whole");
    }
    return weight;
  }
}
