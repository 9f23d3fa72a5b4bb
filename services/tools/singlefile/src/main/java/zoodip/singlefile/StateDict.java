package zoodip.singlefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import zoodip.diffusion.config.ConfigException;
import zoodip.safetensors.SafetensorsWriter;

/** The state dict of one network: its tensors by the names of diffusers. */
final class StateDict {
  /** Far more than vocabularies have words. */
  private static final long LARGEST = 1 << 24;

  private final Path file;
  private final Map<String, LazyTensor> weights = new TreeMap<>();

  /**
   * @param file where they come from, as errors name it
   */
  StateDict(Path file) {
    this.file = file;
  }

  /** Adds a tensor, whose key in the file errors name. */
  void add(String key, LazyTensor lazyTensor) {
    if (weights.putIfAbsent(lazyTensor.name(), lazyTensor) != null) {
      throw new ConfigException(
          file,
          "tensor " + key + " is there twice: both are " + lazyTensor.name() + " in diffusers");
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
    LazyTensor lazyTensor = weight(name);
    if (lazyTensor.shape().size() <= axis) {
      throw new ConfigException(
          file,
          "tensor " + name + " has shape " + lazyTensor.shape() + "; it needs more dimensions");
    }
    long dimension = lazyTensor.shape().get(axis);
    if (dimension < 1 || dimension > LARGEST) {
      throw new ConfigException(
          file,
          "tensor %s has shape %s; none of a model's dimensions is so small or large"
              .formatted(name, lazyTensor.shape()));
    }
    return (int) dimension;
  }

  /** How many of the names made from 0, 1, 2, ... are there before the first that is not. */
  int count(String form) {
    return (int) IntStream.iterate(0, i -> has(form.formatted(i)), i -> i + 1).count();
  }

  void write(Path target) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    weights.forEach(
        (name, lazyTensor) ->
            writer.add(
                name,
                lazyTensor.type(),
                lazyTensor.bytes(),
                lazyTensor.shape().stream().mapToLong(Long::longValue).toArray()));
    try {
      writer.write(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  private LazyTensor weight(String name) {
    LazyTensor lazyTensor = weights.get(name);
    if (lazyTensor == null) {
      throw new ConfigException(
          file, "has no tensor that is " + name + " in diffusers: the checkpoint is not whole");
    }
    return lazyTensor;
  }
}
