package zoodip.safetensors;

import java.nio.file.Path;

/** A safetensors file that cannot be read; the message names the file and what is wrong in it. */
public final class SafetensorsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SafetensorsException(Path file, String problem) {
    super(file + ": " + problem);
  }

  public SafetensorsException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
