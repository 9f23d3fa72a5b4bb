package zoodip.singlefile;

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
  private final Map<String, PendingTensor> weights = new TreeMap<>();

  /**
   * @param file where they come from, as errors name it
   */
  NetworkWeights(Path file) {
    this.file = file;
  }

  /** Adds a tensor, whose key in the file errors name. */
  void add(String key, PendingTensor pendingTensor) {
    if (weights.putIfAbsent(pendingTensor.name(), pendingTensor) != null) {
      throw new ConfigException(
          file,
          "tensor " + key + " is there twice: both are " + pendingTensor.name() + " in diffusers");
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
    PendingTensor pendingTensor = weight(name);
    if (pendingTensor.shape().size() <= axis) {
      throw new ConfigException(
          file,
          "tensor " + name + " has shape " + pendingTensor.shape() + "; it needs more dimensions");
    }
    return Math.toIntExact(pendingTensor.shape().get(axis));
  }

  /** How many of the names made from 0, 1, 2, ... are there before the first that is not. */
  int count(String form) {
    return (int) IntStream.iterate(0, i -> has(form.formatted(i)), i -> i + 1).count();
  }

  void write(Path target) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    weights.forEach(
        (name, pendingTensor) ->
            writer.add(
                name,
                pendingTensor.type(),
                pendingTensor.bytes(),
                pendingTensor.shape().stream().mapToLong(Long::longValue).toArray()));
    try {
      writer.write(target);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + target, e);
    }
  }

  private PendingTensor weight(String name) {
    PendingTensor pendingTensor = weights.get(name);
    if (pendingTensor == null) {
      throw new ConfigException(
          file, "has no tensor that is " + name + " in diffusers: the checkpoint is not whole");
    }
    return pendingTensor;
  }
}
