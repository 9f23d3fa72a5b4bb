package zoodip.diffusion.config;

import java.nio.file.Path;

/** A model folder whose configuration is missing, malformed or of an unsupported layout. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConfigException(Path file, String problem) {
    super(file + ": " + problem);
  }

  public ConfigException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
