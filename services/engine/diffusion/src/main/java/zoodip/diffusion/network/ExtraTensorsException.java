package zoodip.diffusion.network;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import zoodip.safetensors.TensorNames;

/** A checkpoint with tensors that its network has no use for: it may be of another network. */
public final class ExtraTensorsException extends WeightException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final List<String> keys;

  ExtraTensorsException(Path file, Collection<String> keys) {
    super(
        file,
        TensorNames.of(keys)
            + (keys.size() == 1 ? " belongs" : " belong")
            + " to no layer of the network that config.json describes");
    this.file = file.toString();
    this.keys = List.copyOf(keys);
  }

  /** That has the first of them; others may be in shards beside it. */
  public Path file() {
    return Path.of(file);
  }

  /** Of the tensors. */
  public List<String> keys() {
    return keys;
  }
}
