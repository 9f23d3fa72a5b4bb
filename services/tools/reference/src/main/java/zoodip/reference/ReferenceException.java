package zoodip.reference;

import java.nio.file.Path;

/** A reference file that cannot be used. */
public final class ReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ReferenceException(Path file, String problem) {
    super(file + ": " + problem);
  }

  public ReferenceException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
