package zoodip.platform.models.cache;

import java.io.IOException;
import java.nio.file.Path;

/** The disk has no room for a model, and nothing on it that could make room. */
final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1;

  DiskFullException(Path folder, long missing, long free) {
    super(
        "the disk of %s has %,d bytes free, and %,d more are needed"
            .formatted(folder, free, missing));
  }
}
