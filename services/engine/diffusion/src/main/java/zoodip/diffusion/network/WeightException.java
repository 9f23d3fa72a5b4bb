package zoodip.diffusion.network;

import java.nio.file.Path;

/** A checkpoint whose weights are not those that its configuration asks for. */
public sealed class WeightException extends RuntimeException permits ExtraTensorsException {
  private static final long serialVersionUID = 1;

  public WeightException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
